"""The council's papers in the layout of Decree 30/2020: programme, minutes, score sheet, summary, decision."""
