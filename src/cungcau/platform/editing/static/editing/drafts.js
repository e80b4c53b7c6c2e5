// What is typed into a form marked data-draft is never lost: the browser keeps every keystroke, the server
// keeps it after a pause, and both are put back when the form is opened again. Usage: platform/editing/__init__.py
(() => {
  "use strict";

  const USER = document.currentScript?.dataset.user || "";
  const PREFIX = "cungcau.draft.";
  const PAUSE_MS = 1500;
  const RETRY_MS = 30000;
  const OTHERS_DAYS = 7;
  const NEVER = new Set(["csrfmiddlewaretoken", "draft_id", "q"]);
  const NO_TYPES = new Set(["password", "file", "submit", "button", "image", "reset"]);

  // --- the browser's store -------------------------------------------------------------------------------
  const nameOf = (owner, client) => `${PREFIX}${owner}.${client}`;
  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };
  const write = (entry) => {
    try {
      localStorage.setItem(nameOf(entry.owner, entry.client), JSON.stringify(entry));
      return true;
    } catch {
      return false;
    }
  };
  const forget = (owner, client) => {
    try {
      localStorage.removeItem(nameOf(owner, client));
    } catch { /* nothing is kept then */ }
  };
  const entries = (owner) => {
    const found = [];
    try {
      for (let i = 0; i < localStorage.length; i += 1) {
        const name = localStorage.key(i);
        if (!name.startsWith(owner ? `${PREFIX}${owner}.` : PREFIX)) continue;
        const entry = read(name);
        if (entry && entry.fields && entry.client) found.push(entry);
      }
    } catch { /* a browser that keeps nothing */ }
    return found.sort((a, b) => b.at - a.at);
  };

  // Times are compared by the server's clock: phones are often wrong.
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const setClock = (now) => {
    if (now) ahead = Date.parse(now) - Date.now();
  };
  const number = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  // --- talking to the server -----------------------------------------------------------------------------
  const csrf = () => {
    try {
      return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
    } catch {
      return "";
    }
  };
  const ask = (url, options = {}) =>
    fetch(url, {
      credentials: "same-origin",
      redirect: "error",
      ...options,
      headers: { Accept: "application/json", "X-CSRFToken": csrf(), ...(options.headers || {}) },
    });

  // Send one kept draft; gives what became of it: "kept", "ended", "signed_out", "too_large", "full", "here".
  const send = async (entry, signal) => {
    const at = entry.at;
    try {
      const reply = await ask(entry.url, {
        method: "POST",
        signal,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          key: entry.key, client: entry.client, fields: entry.fields, page: entry.page, title: entry.title,
        }),
      });
      if (reply.status === 401 || reply.status === 403) return "signed_out";
      if (reply.status === 413) return "too_large";
      if (reply.status === 409) return "full";
      if (!reply.ok) return "here";
      const said = await reply.json();
      setClock(said.now);
      if (said.ended) return "ended";
      const kept = read(nameOf(entry.owner, entry.client));
      if (kept && kept.at === at) {
        kept.at = Date.parse(said.at);
        kept.sent = true;
        write(kept);
        entry.at = kept.at;
      }
      entry.sent = entry.at === at || entry.at === Date.parse(said.at);
      return "kept";
    } catch {
      return "here";
    }
  };

  // --- what a form holds ---------------------------------------------------------------------------------
  const counts = (field) =>
    field.name && !NEVER.has(field.name) && !NO_TYPES.has(field.type) && !field.closest("[data-draft-skip]") &&
    field.autocomplete !== "one-time-code";
  const fieldsOf = (form) => [...form.elements].filter((field) => field.tagName !== "BUTTON" && counts(field));
  const valuesOf = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked ? [field.value] : [];
    if (field.tagName === "SELECT") return [...field.selectedOptions].map((option) => option.value);
    return [field.value];
  };
  const collect = (form) => {
    const held = {};
    fieldsOf(form).forEach((field) => {
      held[field.name] = (held[field.name] || []).concat(valuesOf(field));
    });
    return held;
  };
  const same = (a, b) => JSON.stringify(a || []) === JSON.stringify(b || []);

  // --- rows of a grid ------------------------------------------------------------------------------------
  const totalOf = (box) => {
    const name = `${box.dataset.draftRows}-TOTAL_FORMS`;
    return (box.closest("form") || document).querySelector(`input[name="${name}"]`);
  };
  const addRow = (box) => {
    const pattern = box.querySelector("template");
    const total = totalOf(box);
    if (!pattern || !total) return null;
    const index = Number(total.value) || 0;
    const most = Number((box.closest("form") || document)
      .querySelector(`input[name="${box.dataset.draftRows}-MAX_NUM_FORMS"]`)?.value || 1000);
    if (index >= most) return null;
    const holder = document.createElement("template");
    holder.innerHTML = pattern.innerHTML.replaceAll("__prefix__", String(index));
    const row = holder.content.firstElementChild;
    box.append(holder.content);
    total.value = String(index + 1);
    window.htmx?.process(row);
    box.dispatchEvent(new CustomEvent("rows:added", { bubbles: true, detail: { row } }));
    return row;
  };
  const removeRow = (row) => {
    const tick = row.querySelector('input[name$="-DELETE"]');
    if (tick && tick.type === "checkbox") tick.checked = true;
    else if (tick) tick.value = "on";
    else {
      row.querySelectorAll("input, select, textarea").forEach((field) => {
        if (field.type === "checkbox" || field.type === "radio") field.checked = false;
        else if (field.type !== "hidden") field.value = "";
      });
    }
    row.hidden = true;
    row.dataset.rowRemoved = "";
  };
  const removedOf = (form) =>
    [...form.querySelectorAll("[data-draft-rows]")].flatMap((box) =>
      [...box.querySelectorAll("[data-draft-row]")].flatMap((row, i) =>
        "rowRemoved" in row.dataset ? [`${box.dataset.draftRows}:${i}`] : []));

  // --- putting back --------------------------------------------------------------------------------------
  const put = (field, values) => {
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
      return true;
    }
    if (field.tagName === "SELECT") {
      const there = new Set([...field.options].map((option) => option.value));
      if (!values.every((value) => there.has(value))) return false;
      [...field.options].forEach((option) => {
        option.selected = values.includes(option.value);
      });
      return true;
    }
    field.value = values[0] ?? "";
    return true;
  };
  // Gives the names that cannot be put back yet: a list that another answer has still to fill.
  const fill = (form, held, only) => {
    form.querySelectorAll("[data-draft-rows]").forEach((box) => {
      const total = totalOf(box);
      const wanted = Number(held[total?.name]?.[0] || 0);
      while (total && Number(total.value) < wanted && addRow(box));
    });
    (held["draft.removed"] || []).forEach((place) => {
      const [prefix, index] = place.split(":");
      const box = form.querySelector(`[data-draft-rows="${CSS.escape(prefix)}"]`);
      const row = box?.querySelectorAll("[data-draft-row]")[Number(index)];
      if (row) removeRow(row);
    });
    const seen = {};
    const later = new Set();
    const changed = [];
    fieldsOf(form).forEach((field) => {
      if (!(field.name in held) || (only && !only.has(field.name))) return;
      const box = field.type === "checkbox" || field.type === "radio" || field.multiple;
      const nth = seen[field.name] || 0;
      seen[field.name] = nth + 1;
      const values = box ? held[field.name] : held[field.name].slice(nth, nth + 1);
      if (!box && !values.length) return;
      const before = valuesOf(field);
      if (!put(field, values)) later.add(field.name);
      else if (!same(before, valuesOf(field)) && field.type !== "hidden") changed.push(field);
    });
    changed.forEach((field) => {
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return later;
  };

  // --- one form ------------------------------------------------------------------------------------------
  const held = new Set();
  // One tab at a time types into a draft; another tab with the same form begins its own.
  const hold = (client) => {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((done) => {
      navigator.locks.request(`${PREFIX}${client}`, { ifAvailable: true }, (lock) => {
        done(Boolean(lock));
        return lock ? new Promise(() => held.add(client)) : undefined;
      }).catch(() => done(true));
    });
  };

  class Keeper {
    constructor(form) {
      const { draft: key, draftOwner: owner, draftUrl: url, draftDrawn: drawn, draftSays: says } = form.dataset;
      Object.assign(this, { form, key, owner, url, drawn, says: JSON.parse(says) });
      this.start = collect(form);
      this.typed = false;
      this.filling = false;
      this.later = new Set();
      setClock(null);
      this.bar = document.createElement("div");
      this.bar.className = "draft-bar";
      this.bar.dataset.draftSkip = "";
      this.line = document.createElement("span");
      this.line.className = "draft-bar__line";
      this.line.setAttribute("role", "status");
      this.drop = document.createElement("button");
      this.drop.type = "button";
      this.drop.className = "btn btn-sm btn-outline-secondary";
      this.drop.textContent = this.says.discard;
      this.drop.hidden = true;
      this.drop.addEventListener("click", () => this.discard());
      this.bar.append(this.line, this.drop);
      form.prepend(this.bar);
      this.mark = document.createElement("input");
      Object.assign(this.mark, { type: "hidden", name: "draft_id" });
      form.append(this.mark);
      ["input", "change"].forEach((kind) => form.addEventListener(kind, (event) => this.onType(event)));
      form.addEventListener("submit", () => this.onSubmit());
      form.addEventListener("rows:added", () => this.onType());
      form.addEventListener("htmx:afterSettle", () => this.fillLater());
    }

    say(word, at) {
      this.line.textContent = (this.says[word] || "").replace("{when}", at ? this.when(at) : "");
    }

    when(at) {
      const day = new Date(at);
      const time = day.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
      return day.toDateString() === new Date(clock()).toDateString()
        ? time : `${time} ${day.toLocaleDateString("vi-VN")}`;
    }

    async open() {
      const asked = new URLSearchParams(location.search).get("ban-nhap");
      const posted = "draftPosted" in this.form.dataset;
      const mine = entries(this.owner).filter((entry) => entry.key === this.key);
      const wanted = asked ? mine.filter((entry) => entry.client === asked) : mine;
      let found = null;
      for (const entry of posted ? mine.filter((one) => one.submitted) : wanted) {
        if (await hold(entry.client)) {
          found = entry;
          break;
        }
      }
      this.entry = found;
      this.client = found?.client || number();
      if (!found) await hold(this.client);
      this.mark.value = this.client;
      if (posted) {
        if (found) delete found.submitted;
        this.keep();
        return;
      }
      if (found) this.restore(found.fields, found.at);
      await this.compare(asked, mine);
    }

    // The server may know better: a newer copy from another device, or that this one has been saved.
    async compare(asked, mine) {
      const query = new URLSearchParams({ key: this.key });
      if (asked) query.set("client", asked);
      mine.slice(0, 20).forEach((entry) =>
        query.append("copy", `${entry.client}~${entry.submitted || ""}~${entry.key}`));
      let said;
      try {
        const reply = await ask(`${this.url}?${query}`);
        if (!reply.ok) return;
        said = await reply.json();
      } catch {
        return;
      }
      setClock(said.now);
      said.ended.forEach((client) => forget(this.owner, client));
      if (this.typed) return;
      if (said.ended.includes(this.client)) {
        this.reset();
        this.begin();
      }
      const here = this.entry && !said.ended.includes(this.entry.client) ? this.entry.at : 0;
      for (const draft of said.drafts) {
        const at = Date.parse(draft.at);
        const own = draft.client === this.client;
        if (at <= here || (own && this.entry && !this.entry.sent && this.entry.at >= at)) continue;
        if (!own && !(await hold(draft.client))) continue;
        if (this.typed) return;
        this.reset();
        this.client = draft.client;
        this.mark.value = this.client;
        this.restore(draft.fields, at);
        this.entry = this.make(at, true);
        write(this.entry);
        return;
      }
      if (this.entry && !this.entry.sent) this.soon();
    }

    begin() {
      this.client = number();
      this.mark.value = this.client;
      this.entry = null;
      this.drop.hidden = true;
      this.line.textContent = "";
      hold(this.client);
    }

    restore(fields, at) {
      this.filling = true;
      this.later = fill(this.form, fields);
      this.pending = fields;
      this.filling = false;
      this.say("restored", at);
      this.drop.hidden = false;
    }

    fillLater() {
      if (!this.later.size) return;
      this.filling = true;
      this.later = fill(this.form, this.pending, this.later);
      this.filling = false;
    }

    reset() {
      this.form.querySelectorAll("[data-draft-rows]").forEach((box) => {
        const total = totalOf(box);
        const first = Number(this.start[total?.name]?.[0] || 0);
        [...box.querySelectorAll("[data-draft-row]")].forEach((row, i) => {
          if (i >= first) row.remove();
          else if ("rowRemoved" in row.dataset) {
            row.hidden = false;
            delete row.dataset.rowRemoved;
          }
        });
        if (total) total.value = String(first);
      });
      this.filling = true;
      fill(this.form, this.start);
      this.filling = false;
    }

    make(at, sent) {
      const fields = collect(this.form);
      const removed = removedOf(this.form);
      if (removed.length) fields["draft.removed"] = removed;
      const page = new URLSearchParams(location.search);
      page.delete("ban-nhap");
      const rest = page.toString();
      return {
        owner: this.owner, key: this.key, client: this.client, url: this.url, fields, at, sent,
        page: location.pathname + (rest ? `?${rest}` : ""),
        title: (document.querySelector("h1")?.textContent || document.title).trim().replace(/\s+/g, " "),
      };
    }

    onType(event) {
      if (this.filling || (event && event.target.closest?.("[data-draft-skip]"))) return;
      if (event && event.target.name && !counts(event.target)) return;
      this.typed = true;
      this.later = new Set();
      this.keep();
    }

    keep() {
      const entry = this.make(clock(), false);
      if (!this.entry && !this.typed && same(entry.fields, this.start)) return;
      this.entry = entry;
      this.nowhere = !write(entry);
      if (this.nowhere) this.say("nowhere");
      this.soon();
    }

    soon(pause = PAUSE_MS) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), pause);
    }

    async send() {
      if (!this.entry || this.entry.sent || this.leaving || !this.form.isConnected) return;
      this.stop = new AbortController();
      const entry = this.entry;
      const done = await send(entry, this.stop.signal);
      if (this.leaving) return;
      if (done === "ended") {
        forget(this.owner, entry.client);
        this.begin();
        this.typed = true;
        this.keep();
      } else if (done === "kept") {
        this.drop.hidden = false;
        if (this.entry === entry) this.say("kept", entry.at);
        if (!this.entry.sent) this.soon();
      } else {
        this.say(this.nowhere ? "nowhere" : done);
        if (done === "here") this.soon(RETRY_MS);
      }
    }

    onSubmit() {
      clearTimeout(this.timer);
      this.stop?.abort();
      this.leaving = true;
      if (this.typed || this.entry) {
        this.entry = { ...this.make(clock(), false), submitted: this.drawn };
        write(this.entry);
      }
      // Still here a while later: the form was not sent after all, or the line is down.
      setTimeout(() => {
        this.leaving = false;
        if (this.entry && !this.entry.sent) this.soon();
      }, 8000);
    }

    async discard() {
      clearTimeout(this.timer);
      this.stop?.abort();
      const gone = this.client;
      forget(this.owner, gone);
      this.reset();
      this.begin();
      this.typed = false;
      this.say("discarded");
      this.form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      const url = new URL(location.href);
      if (url.searchParams.has("ban-nhap")) {
        url.searchParams.delete("ban-nhap");
        history.replaceState(history.state, "", url);
      }
      remember(this.owner, gone);
      await tellDiscarded(this.url, this.owner);
      // A page that came back unsaved was drawn with what was typed: it is asked for anew.
      if ("draftPosted" in this.form.dataset && !this.typed) location.assign(location.pathname + url.search);
    }
  }

  // --- drafts thrown away while the line was down --------------------------------------------------------
  const DROPPED = `${PREFIX.slice(0, -1)}-dropped.`;
  const dropped = (owner) => read(DROPPED + owner) || [];
  const setDropped = (owner, list) => {
    try {
      if (list.length) localStorage.setItem(DROPPED + owner, JSON.stringify(list.slice(-50)));
      else localStorage.removeItem(DROPPED + owner);
    } catch { /* then it stays on the server until its owner looks */ }
  };
  const remember = (owner, client) => setDropped(owner, [...dropped(owner), client]);
  const tellDiscarded = async (copies, owner) => {
    for (const client of dropped(owner)) {
      try {
        const reply = await ask(new URL("../bo/", new URL(copies, location.href)), {
          method: "POST",
          body: new URLSearchParams({ client }),
        });
        if (!reply.ok) return;
        setDropped(owner, dropped(owner).filter((one) => one !== client));
      } catch {
        return;
      }
    }
  };

  // --- the page ------------------------------------------------------------------------------------------
  const keepers = new Map();
  const attach = (root) => {
    const forms = [...root.querySelectorAll("form[data-draft]")];
    if (root.matches?.("form[data-draft]")) forms.push(root);
    forms.forEach((form) => {
      if (keepers.has(form) || form.dataset.draftOwner !== USER) return;
      const keeper = new Keeper(form);
      keepers.set(form, keeper);
      keeper.open();
    });
  };

  // What was typed on other pages while there was no line, and copies of forms that were saved since.
  const catchUp = async () => {
    const open = new Set([...keepers.values()].map((keeper) => keeper.client));
    const mine = entries(USER).filter((entry) => !open.has(entry.client));
    const sent = mine.filter((entry) => entry.submitted);
    if (sent.length) {
      const query = new URLSearchParams();
      sent.slice(0, 20).forEach((entry) => query.append("copy", `${entry.client}~${entry.submitted}~${entry.key}`));
      try {
        const reply = await ask(`${sent[0].url}?${query}`);
        if (!reply.ok) return;
        const said = await reply.json();
        setClock(said.now);
        said.ended.forEach((client) => forget(USER, client));
      } catch {
        return;
      }
    }
    for (const entry of entries(USER).filter((one) => !open.has(one.client) && !one.sent)) {
      if ((await send(entry)) === "ended") forget(USER, entry.client);
    }
    for (const owner of [USER]) if (mine.length && dropped(owner).length) await tellDiscarded(mine[0].url, owner);
  };

  // Another person's drafts on a shared phone: what the server has goes, the rest after a week.
  const tidy = () => {
    const limit = Date.now() - OTHERS_DAYS * 86400000;
    entries("").forEach((entry) => {
      if (entry.owner !== USER && (entry.sent || entry.at < limit)) forget(entry.owner, entry.client);
    });
  };

  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add-row]");
    if (add) {
      const form = add.closest("form") || document;
      const box = form.querySelector(`[data-draft-rows="${CSS.escape(add.dataset.addRow)}"]`);
      const row = box && addRow(box);
      row?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    }
    const remove = event.target.closest("[data-remove-row]");
    const row = remove?.closest("[data-draft-row]");
    if (row) {
      const next = row.nextElementSibling?.querySelector("input:not([type=hidden]), select, textarea");
      removeRow(row);
      row.dispatchEvent(new Event("change", { bubbles: true }));
      (next || document.querySelector("[data-add-row]"))?.focus();
    }
  });

  // Signing out of a phone that others use leaves nothing behind, once the server has it all.
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest?.("form[data-sign-out]");
    if (!form || form.dataset.draftsGone !== undefined) return;
    event.preventDefault();
    keepers.forEach((keeper) => {
      clearTimeout(keeper.timer);
      keeper.leaving = true;
    });
    const unsent = entries(USER).filter((entry) => !entry.sent);
    const patience = new Promise((done) => setTimeout(done, 4000, []));
    const results = await Promise.race([Promise.all(unsent.map((entry) => send(entry))), patience]);
    const failed = unsent.filter((_, i) => !["kept", "ended"].includes(results[i]));
    if (navigator.onLine !== false || !failed.length) {
      entries(USER).forEach((entry) => forget(USER, entry.client));
      setDropped(USER, []);
    }
    form.dataset.draftsGone = "";
    form.submit();
  });

  const begin = () => {
    tidy();
    attach(document);
    catchUp();
    document.addEventListener("htmx:load", (event) => attach(event.detail.elt));
    window.addEventListener("online", () => {
      keepers.forEach((keeper) => keeper.soon(0));
      catchUp();
    });
    window.addEventListener("pagehide", () => {
      keepers.forEach((keeper) => {
        if (keeper.entry && !keeper.leaving) write(keeper.entry);
      });
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
