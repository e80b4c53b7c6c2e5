"""Forms that never lose typing: drafts, two people at one record, a form sent twice."""
