// Sends the files of a form marked data-upload one after the other, each with its own progress and answer, so that a
// slow line loses one file at most. Without this script the form sends them all at once.
(() => {
  "use strict";

  const send = (form, file, field, report) =>
    new Promise((done) => {
      const body = new FormData(form);
      body.delete("papers");
      body.delete("camera");
      body.append(field, file, file.name);
      const call = new XMLHttpRequest();
      call.open("POST", form.action);
      call.setRequestHeader("Accept", "application/json");
      call.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) report(event.loaded / event.total);
      });
      call.addEventListener("load", () => {
        try {
          const said = JSON.parse(call.responseText);
          if (said.made?.length) done({ ok: true, text: said.made[0].said });
          else done({ ok: false, text: said.refused?.[0]?.message || said.title || form.dataset.failed });
        } catch {
          done({ ok: false, text: form.dataset.failed });
        }
      });
      call.addEventListener("error", () => done({ ok: false, text: form.dataset.failed }));
      call.send(body);
    });

  const line = (list, file, words) => {
    const item = document.createElement("li");
    item.className = "mb-2";
    const name = document.createElement("span");
    name.className = "text-break";
    name.textContent = `${file.name}: `;
    const said = document.createElement("span");
    said.textContent = words;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.className = "w-100";
    bar.setAttribute("aria-label", file.name);
    item.append(name, said, bar);
    list.append(item);
    return { said, bar, item };
  };

  document.querySelectorAll("form[data-upload]").forEach((form) => {
    form.addEventListener("submit", async (event) => {
      const chosen = ["papers", "camera"].flatMap((field) =>
        [...(form.elements[field]?.files || [])].map((file) => [field, file]));
      if (!chosen.length || !window.FormData) return;
      event.preventDefault();
      const list = form.querySelector("[data-upload-list]");
      const told = form.querySelector("[data-upload-said]");
      const button = form.querySelector("[type=submit]");
      button.disabled = true;
      list.replaceChildren();
      const rows = chosen.map(([, file]) => line(list, file, form.dataset.uploading));
      let failed = 0;
      for (const [place, [field, file]] of chosen.entries()) {
        const row = rows[place];
        const end = await send(form, file, field, (part) => {
          row.bar.value = part;
        });
        row.bar.value = 1;
        row.said.textContent = end.text;
        row.item.classList.toggle("text-danger", !end.ok);
        if (!end.ok) failed += 1;
      }
      button.disabled = false;
      told.textContent = failed ? form.dataset.left : form.dataset.done;
      if (!failed) window.location.reload();
    });
  });
})();
