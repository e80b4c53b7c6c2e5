// The member's desk: every tap is kept on this device first, then sent; nothing counts here, the server answers what does.
(() => {
  "use strict";
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  const words = JSON.parse(document.getElementById("desk-words").textContent);
  const say = (text, facts = {}) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "…");
  const one = (name) => desk.querySelector(`[data-${name}]`);
  const sheet = document.getElementById("desk-sheet");
  const crits = [...desk.querySelectorAll("fieldset[data-criterion]")];
  const critOf = (code) => crits.find((crit) => crit.dataset.criterion === code);
  const narrow = matchMedia("(max-width: 899.98px)");
  desk.classList.add("is-live");

  // --- beside the sheet: the evidence of the criterion one is at ---------------------------------------------
  const tabs = [...desk.querySelectorAll("[data-tab]")];
  const articles = [...desk.querySelectorAll(".desk-ev")];
  let here = crits[0];
  let leftAt = 0; // where the sheet was scrolled to before the evidence was opened

  const show = (article) => {
    articles.forEach((each) => each.classList.toggle("is-shown", each === article));
    const code = article.dataset.for;
    desk.querySelector("[data-tab-code]").textContent = code;
    crits.forEach((crit) => crit.classList.toggle("is-here", crit.dataset.criterion === code));
    desk.querySelector(".desk__evidence").scrollTop = 0;
  };
  const at = (crit) => {
    if (!crit || crit === here) return;
    here = crit;
    show(document.getElementById(crit.dataset.evidence));
  };
  const open = (tab) => {
    const evidence = tab === "evidence";
    if (evidence && !desk.classList.contains("shows-evidence")) leftAt = scrollY;
    desk.classList.toggle("shows-evidence", evidence);
    tabs.forEach((button) => {
      const on = button.dataset.tab === tab;
      button.setAttribute("aria-selected", String(on));
      button.tabIndex = on ? 0 : -1;
    });
    if (!narrow.matches) return;
    if (evidence) desk.scrollIntoView({ block: "start" });
    else scrollTo(0, leftAt);
  };
  show(document.getElementById(here.dataset.evidence));
  tabs.forEach((button, place) => {
    button.addEventListener("click", () => open(button.dataset.tab));
    button.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      const other = tabs[(place + 1) % tabs.length];
      open(other.dataset.tab);
      other.focus();
    });
  });
  desk.addEventListener("focusin", (event) => at(event.target.closest("fieldset[data-criterion]")));
  desk.addEventListener("click", (event) => {
    const look = event.target.closest("[data-look]");
    const back = event.target.closest("[data-back]");
    const whole = event.target.closest("[data-show-file]");
    if (look) {
      event.preventDefault();
      here = null;
      at(look.closest("fieldset"));
      if (narrow.matches) open("evidence");
      document.getElementById(look.closest("fieldset").dataset.evidence).focus({ preventScroll: true });
    } else if (back) {
      event.preventDefault();
      const crit = critOf(back.closest(".desk-ev").dataset.for);
      open("sheet");
      go(crit || crits[0]);
    } else if (whole) {
      event.preventDefault();
      show(document.getElementById("mc-ho-so"));
      here = null;
    }
  });
  const go = (crit) => {
    if (narrow.matches) open("sheet");
    crit.scrollIntoView({ block: "start" });
    (crit.querySelector("input:checked") || crit.querySelector("input")).focus({ preventScroll: true });
  };
  desk.addEventListener("click", (event) => {
    const link = event.target.closest(".desk-bar__left a");
    const crit = link && crits.find((each) => `#${each.id}` === link.getAttribute("href"));
    if (!crit) return;
    event.preventDefault();
    desk.querySelector(".desk-bar__left").open = false;
    go(crit);
  });
  if (!("writable" in desk.dataset)) return;

  // --- keeping ----------------------------------------------------------------------------------------------
  const key = desk.dataset.key;
  const REMARK = "*";
  const load = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  };
  let waiting = load(); // criterion → tap not yet acknowledged; "*" is the remark
  const store = () => {
    try {
      if (Object.keys(waiting).length) localStorage.setItem(key, JSON.stringify(waiting));
      else localStorage.removeItem(key);
    } catch {
      /* a full or closed store: what is on the page is still sent */
    }
  };
  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  const ticks = new Map(crits.map((crit) => [crit.dataset.criterion, Number(crit.dataset.tick) || 0]));
  const tick = (code) => {
    const next = Math.max(Date.now(), (ticks.get(code) || 0) + 1);
    ticks.set(code, next);
    return next;
  };
  const valueOf = (tap) => (tap.case ? `${tap.points}:${tap.case}` : String(tap.points));
  const mark = (code, text, late) => {
    const place = critOf(code)?.querySelector("[data-state]");
    if (!place) return;
    place.textContent = text;
    place.classList.toggle("is-waiting", Boolean(late));
  };
  const tapOf = (crit) => {
    const chosen = crit.querySelector("input:checked");
    if (!chosen) return null;
    const [points, branch = ""] = chosen.value.split(":");
    return { criterion: crit.dataset.criterion, points: Number(points), case: branch };
  };
  const put = (crit) => {
    const tap = tapOf(crit);
    const note = crit.querySelector("[data-note]").value;
    if (!tap) {
      if (note.trim()) mark(crit.dataset.criterion, words.first, true);
      return;
    }
    const code = tap.criterion;
    waiting[code] = { ...tap, note, uuid: uuid(), tick: tick(code) };
    crit.classList.add("is-scored");
    mark(code, words.saving, false);
    store();
    flush();
  };

  const progress = (found) => {
    one("progress").textContent = `${found.answered}/${found.of}`;
    one("total").textContent = say(words.points, { n: found.total });
    one("bar").value = found.answered;
    const place = one("left");
    place.hidden = !found.left.length;
    one("left-count").textContent = say(words.left, { n: found.left.length });
    place.querySelector("div").replaceChildren(...found.left.map((code) => {
      const link = document.createElement("a");
      link.href = `#${critOf(code).id}`;
      link.textContent = code;
      return link;
    }));
    one("next").hidden = !found.left.length;
  };
  const saving = one("saving");
  const status = (text, late) => {
    if (saving.textContent !== text) saving.textContent = text;
    saving.classList.toggle("is-waiting", Boolean(late));
  };

  let sending = false;
  let stopped = false;
  let wait = 0;
  let timer = 0;
  const later = () => {
    wait = Math.min(30000, wait ? wait * 2 : 2000);
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  };
  const count = () => Object.keys(waiting).length;
  const refused = (answer, why) => {
    stopped = answer.status === 401 || answer.status === 403 || answer.status === 404 || answer.status === 409;
    const text = answer.status === 401 ? words.signedOut : say(words.refused, { n: count(), why });
    status(text, true);
    Object.keys(waiting).forEach((code) => mark(code, words.notSaved, true));
  };
  const took = (sent, found) => {
    for (const kept of found.kept) {
      const code = kept.criterion;
      ticks.set(code, Math.max(ticks.get(code) || 0, kept.tick));
      if (waiting[code]?.uuid !== sent[code]?.uuid) continue;
      delete waiting[code];
      if (kept.stale) {
        const input = critOf(code).querySelector(`input[value="${valueOf(kept)}"]`);
        if (input) input.checked = true;
        critOf(code).querySelector("[data-note]").value = kept.note;
      }
      mark(code, kept.stale ? words.elsewhere : words.saved, kept.stale);
    }
    if (sent[REMARK] && waiting[REMARK]?.uuid === sent[REMARK].uuid) delete waiting[REMARK];
    store();
    progress(found);
  };
  const flush = async () => {
    if (sending || stopped || !count()) return;
    sending = true;
    clearTimeout(timer);
    const sent = { ...waiting };
    const taps = Object.entries(sent).filter(([code]) => code !== REMARK).map(([, tap]) => tap);
    const body = { taps, ...(sent[REMARK] ? { remark: sent[REMARK].text } : {}) };
    const abort = new AbortController();
    const limit = setTimeout(() => abort.abort(), 15000);
    status(words.saving, false);
    try {
      const answer = await fetch(desk.dataset.save, {
        method: "POST", body: JSON.stringify(body), signal: abort.signal, redirect: "manual", credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": sheet.querySelector("[name=csrfmiddlewaretoken]").value },
      });
      if (answer.ok) {
        took(sent, await answer.json());
        wait = 0;
        if (!count()) status(words.allSaved, false);
      } else if (answer.type === "opaqueredirect") {
        refused({ status: 401 }, "");
      } else if (answer.status >= 500 || answer.status === 429) {
        throw new Error(String(answer.status));
      } else {
        const said = await answer.json().catch(() => ({}));
        refused(answer, said.text || said.detail || String(answer.status));
        if (!stopped) dropBad(sent);
      }
    } catch {
      status(say(words.waiting, { n: count() }), true);
      Object.keys(waiting).forEach((code) => mark(code, words.notSaved, true));
      later();
    } finally {
      clearTimeout(limit);
      sending = false;
    }
    if (!stopped && count() && !wait) flush();
  };
  // A choice the server cannot read at all would hold up the rest for ever.
  const dropBad = (sent) => {
    Object.keys(sent).forEach((code) => {
      if (waiting[code]?.uuid === sent[code].uuid) delete waiting[code];
    });
    store();
  };

  desk.addEventListener("change", (event) => {
    const crit = event.target.closest("fieldset[data-criterion]");
    if (crit) put(crit);
  });
  const remark = desk.querySelector("[data-remark]");
  let typing = 0;
  remark.addEventListener("input", () => {
    waiting[REMARK] = { text: remark.value, uuid: uuid() };
    store();
    clearTimeout(typing);
    typing = setTimeout(flush, 800);
  });
  addEventListener("online", () => {
    wait = 0;
    flush();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") flush();
  });
  addEventListener("beforeunload", (event) => {
    if (count() && !stopped) event.preventDefault();
  });

  // What was tapped before the page was left or the phone went off is shown and sent again.
  for (const [code, tap] of Object.entries(waiting)) {
    if (code === REMARK) {
      remark.value = tap.text;
      continue;
    }
    const crit = critOf(code);
    const input = crit?.querySelector(`input[value="${valueOf(tap)}"]`);
    if (!input) {
      delete waiting[code];
      continue;
    }
    input.checked = true;
    if (typeof tap.note === "string") crit.querySelector("[data-note]").value = tap.note;
    tap.tick = Math.max(tap.tick, 1);
    ticks.set(code, Math.max(ticks.get(code), tap.tick));
    mark(code, words.notSaved, true);
  }
  flush();

  // The criterion not scored yet that comes after the one at hand, else the first of all.
  const next = one("next");
  next.hidden = crits.every((crit) => crit.querySelector("input:checked"));
  next.addEventListener("click", () => {
    const open_ = crits.filter((crit) => !crit.querySelector("input:checked"));
    const place = here ? crits.indexOf(here) : -1;
    const found = open_.find((crit) => crits.indexOf(crit) > place) || open_[0];
    if (found) go(found);
  });
  one("hand-in").addEventListener("submit", async (event) => {
    if (!count() || stopped) return;
    event.preventDefault();
    status(words.wait, false);
    wait = 0;
    for (let tries = 0; tries < 4 && count() && !stopped; tries += 1) {
      await flush();
      if (count()) await new Promise((done) => setTimeout(done, 700));
    }
    if (count()) status(words.stuck, true);
    else event.target.submit();
  });
})();
