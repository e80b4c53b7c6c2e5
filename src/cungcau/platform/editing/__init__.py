"""Forms that never lose typing: drafts, two people at one record, a form sent twice.

**Drafts.** In the template::

    {% load editing %}
    <form method="post" {% draft "supply.lot.new" %}>          {# or {% draft "supply.lot.edit" lot.pk %} #}
      {% csrf_token %}{% once_token %}
      …

Everything typed is kept in the browser at each keystroke and on the server after a pause, works offline, and
is put back when the form is opened again. Passwords, files and anything marked ``data-draft-skip`` are never
kept. A form drawn again after a POST (with its errors) is left as it is. When the save has succeeded the view
calls, once (the second argument is the key of the tag, the third lets a late autosave not bring it back)::

    editing.finish_draft(actor, "supply.lot.new", request.POST.get("draft_id"))   # editing = editing.services

A grid of rows (a Django formset, prefix ``rows`` here) declares itself, and gets "add" and "remove" for free;
``__prefix__`` is where the row's number goes, the hidden ``rows-TOTAL_FORMS`` counts them::

    <tbody data-draft-rows="rows">…rows, each <tr data-draft-row>…
      <template><tr data-draft-row>… name="rows-__prefix__-name" … </tr></template></tbody>
    <button type="button" data-add-row="rows">Thêm dòng</button>      <button type="button" data-remove-row>Bỏ</button>

A removed row stays in the form, hidden: its ``rows-3-DELETE`` box is ticked where it has one, else its
fields are emptied (an empty row must be allowed by the formset: ``empty_permitted``). The element dispatches
``rows:added`` (``detail.row``) for scripts that dress new rows.

**Two people at one record.** The model is ``editing.models.Versioned``; the form mixes in ``VersionedForm``::

    class LotForm(VersionedForm, forms.Form): …    # field names = attribute names (FK: commodity → commodity_id)
    form = LotForm(request.POST or None, row=lot)  # initial values, hidden "version" and "seen" from the row
    if form.is_valid():
        try:
            services.edit_lot(lot, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user)
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)      # status 409; draw the same page again

and the page has ``{% include "editing/merge.html" %}`` inside its ``<form>``, which draws nothing while there is
no ``merge``. The service: lock the row, ``fields = versions.take(row, version=…, seen=…, mine=…)``, set them,
``row.version += 1``, save, audit. Where a form's fields are no attributes (one box "5-7 tạ" for two columns)
override ``row_values(row)`` and ``own_values()``; both speak in attribute names. Template of the form: hidden
fields must be drawn (``ui/form_fields.html`` does).

**Sent twice.** ``{% once_token %}`` in the form, then in the view (or in an API operation)::

    done = editing.once(once_token(request), user, "supply.lot.new", lambda: {"pk": make_lot(…).pk},
                        content=request.POST)
    return redirect("supply:lot", done.result["pk"])       # done.again: it had been done before

``once_token(request)`` (``editing.tokens``) reads the form's token or the header ``Idempotency-Key``; None does the
work unguarded. The work and the note that it was done are one transaction; a second sender waits and gets the
first one's result. The same token with other content raises ``already_sent`` (409): draw the form again with
that sentence (``form.add_error(None, answer(error).text)``), its new token lets the person send it as another one.
"""
