// The keeper's page: the day's list, weighing by grade, what waits to be sent. Texts come from the page.
((scale) => {
  "use strict";

  const { db } = scale;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const words = read("scale-words");
  scale.page = read("scale-page");
  const $ = (id) => document.getElementById(id);
  const say = (text, facts = {}) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "…");
  const kilos = (kg) => `${kg.toLocaleString("vi-VN")} kg`;
  const el = (tag, facts = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(facts)) {
      if (name === "text") made.textContent = value;
      else if (name === "on") made.addEventListener(value[0], value[1]);
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...inside.filter(Boolean));
    return made;
  };
  // Search with or without marks: the server folds names the same way.
  const fold = (text) =>
    text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[^a-z0-9 ]/g, "").replace(/\s+/g, " ").trim();

  let list = null; // the day's list as kept
  let signedOut = false;
  let current = null; // the slip being weighed, or {walkIn: true}

  // --- the day's list ------------------------------------------------------------------------------------
  const load = async () => {
    try {
      const answer = await scale.call(scale.page.day, {});
      if (answer.status === 401) {
        signedOut = true;
        return;
      }
      if (!answer.ok) {
        const said = await answer.json().catch(() => ({}));
        $("problem").textContent = said.detail || words.failed;
        $("problem").hidden = false;
        return;
      }
      signedOut = false;
      $("problem").hidden = true;
      const found = await answer.json();
      await db.days.put({
        key: `${found.point}:${found.day}:${found.me}`, point: found.point, day: found.day, kept: new Date().toISOString(),
        ahead: Date.parse(found.now) - Date.now(), data: found,
      });
      await db.notes.put({ key: "me", value: found.me });
    } catch {
      /* no network: what was kept is shown */
    }
  };
  const kept = async () => {
    const me = (await db.notes.get("me"))?.value;
    const rows = await db.days.where("point").equals(scale.page.point).toArray();
    return rows.filter((one) => one.data.me === me).sort((a, b) => b.kept.localeCompare(a.kept))[0] || null;
  };
  // Who is signed in, asked of the server; null when nobody is.
  scale.who = async () => {
    const answer = await scale.call(scale.page.me, {});
    if (answer.status === 401) return null;
    if (!answer.ok) throw new Error(`me ${answer.status}`);
    return (await answer.json()).me;
  };
  const now = () => new Date(Date.now() + (list?.ahead || 0)).toISOString();

  const localKg = (entries, slip) =>
    entries
      .filter((one) => one.body.slip === slip && one.state === "waiting")
      .reduce((sum, one) => sum + one.body.gross_kg - one.body.tare_kg - one.body.rejected_kg, 0);

  const draw = async () => {
    list = await kept();
    const entries = await db.entries.where("point").equals(scale.page.point).toArray();
    entries.sort((a, b) => b.made.localeCompare(a.made));
    const photos = await db.photos.toArray();
    drawStatus(entries, photos);
    drawSlips(entries);
    drawEntries(entries, photos);
  };

  const drawStatus = (entries, photos) => {
    const waiting = entries.filter((one) => one.state === "waiting").length;
    const refused = entries.filter((one) => one.state === "refused").length;
    const pictures = photos.filter((one) => one.state === "waiting").length;
    const line = $("status");
    line.textContent = [
      navigator.onLine ? words.online : words.offline,
      waiting || pictures ? say(words.waiting, { n: waiting, photos: pictures }) : words.allSent,
      refused ? say(words.refusedCount, { n: refused }) : "",
    ].filter(Boolean).join(" · ");
    line.className = `alert alert-${refused || signedOut ? "danger" : waiting || !navigator.onLine ? "warning" : "success"}`;
    $("sign-in").hidden = !signedOut;
    $("summary").hidden = !list || signedOut;
    if (list) {
      const more = entries.filter((one) => one.state === "waiting").reduce((sum, one) => sum + netOf(one.body), 0);
      $("summary").textContent = say(words.summary, {
        day: list.day.split("-").reverse().join("/"), kg: kilos(list.data.weighed_kg + more), slips: list.data.slips.length,
      });
    }
  };
  const netOf = (body) => body.gross_kg - body.tare_kg - body.rejected_kg;

  const drawSlips = (entries) => {
    const box = $("slips");
    box.replaceChildren();
    if (!list || signedOut) {
      box.append(el("li", { class: "list-group-item muted", text: signedOut ? words.signInFirst : words.noList }));
      return;
    }
    const wanted = fold($("search").value).split(" ").filter(Boolean);
    const found = list.data.slips.filter((one) => {
      const text = fold(`${one.producer} ${one.code} ${one.place} ${one.order}`);
      return wanted.every((word) => text.includes(word));
    });
    for (const one of found.slice(0, 100)) {
      const had = one.received_kg + localKg(entries, one.id);
      const facts = [one.place, one.commodity_name, gradeName(one.commodity, one.grade), one.slot && say(words.slot, { at: one.slot })];
      box.append(
        el("li", { class: "list-group-item" },
          el("button", { type: "button", class: "btn btn-outline-primary float-end ms-2", text: words.weigh,
            "aria-label": `${words.weigh} ${one.producer}`, on: ["click", () => open(one)] }),
          el("strong", { text: one.producer }), el("br"),
          el("span", { class: "muted", text: facts.filter(Boolean).join(", ") }), el("br"),
          el("span", { text: say(words.said, { kg: kilos(one.confirmed_kg || one.allocated_kg), had: kilos(had) }) })),
      );
    }
    if (!found.length) box.append(el("li", { class: "list-group-item muted", text: words.nobody }));
    if (found.length > 100 || list.data.more) box.append(el("li", { class: "list-group-item muted", text: words.narrow }));
  };

  const gradeName = (commodity, rank) => {
    const goods = list?.data.commodities.find((one) => one.id === commodity);
    return goods?.grades.find((one) => one.rank === rank)?.name || "";
  };

  const LABELS = { waiting: words.stateWaiting, sent: words.stateSent, refused: words.stateRefused };
  const TONES = { waiting: "warning", sent: "success", refused: "danger" };
  const drawEntries = (entries, photos) => {
    const box = $("entries");
    box.replaceChildren();
    if (!entries.length) box.append(el("li", { class: "list-group-item muted", text: words.nothingYet }));
    for (const one of entries.slice(0, 200)) {
      const own = photos.filter((photo) => photo.about === one.uuid);
      const pictures = own.length
        ? say(words.photos, { n: own.length, sent: own.filter((photo) => photo.state === "sent").length })
        : "";
      const item = el("li", { class: "list-group-item", "data-state": one.state },
        el("strong", { text: one.name }), " ",
        el("span", { class: `badge text-bg-${TONES[one.state]}`, text: LABELS[one.state] }), el("br"),
        el("span", { text: say(words.entry, {
          grade: one.gradeName || words.noGrade, kg: kilos(netOf(one.body)), rejected: kilos(one.body.rejected_kg),
          at: new Date(one.body.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }),
        }) }));
      if (one.ticket) item.append(el("br"), el("span", { class: "muted", text: say(words.ticket, { code: one.ticket }) }));
      if (pictures) item.append(el("br"), el("span", { class: "muted", text: pictures }));
      for (const photo of own) {
        if (photo.thumb) item.append(el("img", { src: photo.thumb, alt: words.photoAlt, width: 48, class: "me-1 mt-1" }));
        if (photo.state === "refused") item.append(el("p", { class: "text-danger mb-0", text: photo.reason }));
      }
      for (const text of one.warnings || []) item.append(el("p", { class: "mb-0", text: `⚠ ${text}` }));
      if (one.reason) item.append(el("p", { class: "text-danger mb-1", text: one.reason }));
      if (one.state === "refused") item.append(remedies(one));
      box.append(item);
    }
  };

  // What was refused is never lost: it is sent again, weighed outside the order, or put aside by the keeper.
  const remedies = (one) =>
    el("div", { class: "d-flex flex-wrap gap-2" },
      el("button", { type: "button", class: "btn btn-outline-primary", text: words.tryAgain, on: ["click", async () => {
        await db.entries.update(one.uuid, { state: "waiting", reason: "" });
        await scale.run();
      }] }),
      one.body.slip && el("button", { type: "button", class: "btn btn-outline-secondary", text: words.outside, on: ["click", async () => {
        const uuid = scale.number();
        const body = { ...one.body, uuid, slip: null, commodity: one.commodity, producer_text: one.name };
        await db.transaction("rw", db.entries, db.photos, async () => {
          await db.entries.add({ ...one, uuid, body, state: "waiting", reason: "", made: new Date().toISOString() });
          await db.photos.where("about").equals(one.uuid).filter((photo) => photo.state !== "sent").modify({ about: uuid, state: "waiting" });
          await db.entries.delete(one.uuid);
        });
        await scale.run();
      }] }),
      el("button", { type: "button", class: "btn btn-outline-danger", text: words.drop, on: ["click", async () => {
        if (!window.confirm(words.dropSure)) return;
        await db.transaction("rw", db.entries, db.photos, async () => {
          await db.photos.where("about").equals(one.uuid).delete();
          await db.entries.delete(one.uuid);
        });
        await draw();
      }] }));

  // --- weighing ------------------------------------------------------------------------------------------
  const option = (value, text, chosen) => el("option", { value, selected: chosen }, text);
  const labelled = (name, label, input) =>
    el("div", { class: "field" }, el("label", { class: "form-label", for: name, text: label }), input);
  let rows = 0;

  const addRow = (grade) => {
    rows += 1;
    const id = (name) => `${name}-${rows}`;
    const goods = list.data.commodities.find((one) => String(one.id) === $("commodity").value);
    const count = (name, facts = {}) =>
      el("input", { class: "form-control", id: id(name), "data-name": name, type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 7, ...facts });
    const row = el("fieldset", { class: "card card-body mb-3", "data-row": "" },
      el("legend", { class: "h6", text: say(words.row, { n: document.querySelectorAll("[data-row]").length + 1 }) }),
      labelled(id("grade"), words.grade, el("select", { class: "form-select", id: id("grade"), "data-name": "grade" },
        option("", words.noGrade, grade === null), ...(goods?.grades || []).map((one) => option(one.rank, one.name, one.rank === grade)))),
      labelled(id("gross_kg"), words.gross, count("gross_kg")),
      labelled(id("tare_kg"), words.tare, count("tare_kg")),
      labelled(id("crates"), words.crates, count("crates")),
      labelled(id("rejected_kg"), words.rejected, count("rejected_kg")),
      labelled(id("reject_reason"), words.reason, el("select", { class: "form-select", id: id("reject_reason"), "data-name": "reject_reason" },
        option("", "–", true), ...list.data.reasons.map((one) => option(one.value, one.label)))),
      labelled(id("reject_text"), words.reasonText, el("input", { class: "form-control", id: id("reject_text"), "data-name": "reject_text", maxlength: 300 })),
      labelled(id("photo"), words.photo, el("input", { class: "form-control", id: id("photo"), "data-name": "photo", type: "file", accept: "image/*", capture: "environment", multiple: true })));
    $("rows").append(row);
    return row;
  };

  const open = (slip) => {
    current = slip;
    $("form-title").textContent = slip.walkIn ? words.walkIn : slip.producer;
    $("walk-in").hidden = !slip.walkIn;
    $("producer").value = "";
    $("form-problem").hidden = true;
    const goods = $("commodity");
    goods.replaceChildren(...list.data.commodities.map((one) => option(one.id, one.name, one.id === slip.commodity)));
    $("rows").replaceChildren();
    const row = addRow(slip.walkIn ? null : slip.grade);
    $("list-part").hidden = true;
    $("weigh-form").hidden = false;
    $("form-title").focus();
    row.querySelector("[data-name=gross_kg]").focus();
  };
  const close = () => {
    current = null;
    $("weigh-form").hidden = true;
    $("list-part").hidden = false;
    $("search").focus();
  };

  // Whole kg with or without dots between thousands; anything else is asked about, not guessed.
  const whole = (text) => {
    const plain = text.trim().replace(/\s*kg$/i, "");
    if (plain === "") return 0;
    return /^\d{1,3}(\.\d{3})+$|^\d{1,7}$/.test(plain) ? Number(plain.replace(/\./g, "")) : NaN;
  };

  const readRow = (row) => {
    const value = (name) => row.querySelector(`[data-name=${name}]`).value;
    const numbers = Object.fromEntries(["gross_kg", "tare_kg", "rejected_kg", "crates"].map((name) => [name, whole(value(name))]));
    if (Object.values(numbers).some(Number.isNaN)) return { problem: words.notWhole };
    const net = numbers.gross_kg - numbers.tare_kg;
    if (net <= 0) return { problem: words.grossFirst };
    if (numbers.rejected_kg > net) return { problem: words.tooMuchRejected };
    if (numbers.rejected_kg && !value("reject_reason")) return { problem: words.whyRejected };
    if (value("reject_reason") === "other" && !value("reject_text").trim()) return { problem: words.whyRejected };
    return {
      files: [...row.querySelector("[data-name=photo]").files],
      facts: {
        ...numbers, crates: numbers.crates || null, grade: value("grade") === "" ? null : Number(value("grade")),
        reject_reason: numbers.rejected_kg ? value("reject_reason") : "", reject_text: numbers.rejected_kg ? value("reject_text").trim() : "",
      },
    };
  };

  const save = async (event) => {
    event.preventDefault();
    const read = [...document.querySelectorAll("[data-row]")].map(readRow);
    const wrong = read.find((one) => one.problem);
    const walkIn = Boolean(current.walkIn);
    const name = walkIn ? $("producer").value.trim() : current.producer;
    const problem = wrong?.problem || (walkIn && !name ? words.whoBrought : "");
    $("form-problem").textContent = problem;
    $("form-problem").hidden = !problem;
    if (problem) return;
    $("save").disabled = true;
    try {
      await keep(read, name, walkIn);
    } catch (error) {
      $("form-problem").textContent = say(words.notKept, { why: error.message });
      $("form-problem").hidden = false;
      return;
    } finally {
      $("save").disabled = false;
    }
    close();
    await draw();
    $("said").textContent = words.kept;
    await scale.run();
  };

  const keep = async (read, name, walkIn) => {
    const delivery = scale.number();
    const at = now();
    const commodity = walkIn ? Number($("commodity").value) : current.commodity;
    const entries = [];
    const photos = [];
    for (const [index, { facts, files }] of read.entries()) {
      const uuid = scale.number();
      const made = new Date(Date.now() + index).toISOString();
      entries.push({
        uuid, point: scale.page.point, state: "waiting", user: list.data.me, made, name, commodity,
        gradeName: gradeName(commodity, facts.grade),
        body: {
          uuid, kind: "weigh", point: scale.page.point, at, delivery, slip: walkIn ? null : current.id,
          commodity: walkIn ? commodity : null, producer_text: walkIn ? name : "", ...facts,
        },
      });
      for (const file of files) {
        photos.push({
          uuid: scale.number(), about: uuid, point: scale.page.point, state: "waiting", user: list.data.me, made,
          blob: await scale.shrink(file), thumb: await scale.thumb(file),
        });
      }
    }
    await db.transaction("rw", db.entries, db.photos, async () => {
      await db.entries.bulkAdd(entries);
      await db.photos.bulkAdd(photos);
    });
  };

  // --- running -------------------------------------------------------------------------------------------
  scale.run = async () => {
    const ended = await scale.send();
    if (ended === "sign-in") signedOut = true;
    if (ended === "") await load();
    await draw();
  };

  const start = async () => {
    if (navigator.storage?.persist) navigator.storage.persist().catch(() => undefined);
    await scale.tidy();
    $("search").addEventListener("input", draw);
    $("send").addEventListener("click", async () => {
      await db.photos.where("state").equals("refused").modify({ state: "waiting" });
      await scale.run();
    });
    $("new-walk-in").addEventListener("click", () => list && open({ walkIn: true }));
    $("add-grade").addEventListener("click", () => addRow(null).querySelector("select").focus());
    $("cancel").addEventListener("click", close);
    $("commodity").addEventListener("change", () => {
      $("rows").replaceChildren();
      addRow(null);
    });
    $("weigh-form").addEventListener("submit", save);
    window.addEventListener("online", () => scale.run());
    window.addEventListener("offline", draw);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && scale.run());
    setInterval(() => scale.run(), 30000);
    await draw();
    await scale.run();
    if (!navigator.onLine || !list) await draw();
    try {
      await navigator.serviceWorker.register(scale.page.worker, { scope: scale.page.scope });
      await navigator.serviceWorker.ready;
      document.body.dataset.ready = "";
      $("ready").textContent = words.ready;
    } catch {
      // without network the page that is open goes on working; a browser without workers cannot open it anew
      const there = await navigator.serviceWorker?.getRegistration(scale.page.scope);
      if (there) document.body.dataset.ready = "";
      $("ready").textContent = there ? words.ready : words.noWorker;
    }
  };
  start();
})(window.cungcauScale);
