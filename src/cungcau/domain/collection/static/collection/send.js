// Sending what waits: entries in one call, pictures one by one; each is answered by itself and kept until it is.
((scale) => {
  "use strict";

  const { db } = scale;
  const BATCH = 50;
  let running = false;
  let again = false;

  const cookie = (name) =>
    document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) || "";

  // A session that has ended answers 401, a stale token 403 with its own code: a look at the page renews it.
  const call = async (address, options, retry = true) => {
    const answer = await fetch(address, {
      credentials: "same-origin",
      cache: "no-store",
      ...options,
      headers: { ...(options.headers || {}), "X-CSRFToken": cookie("csrftoken"), Accept: "application/json" },
    });
    if (answer.status === 403 && retry) {
      const said = await answer.clone().json().catch(() => ({}));
      if (said.code === "csrf_missing") {
        await fetch(`${scale.page.token}`, { credentials: "same-origin", cache: "no-store" });
        return call(address, options, false);
      }
    }
    return answer;
  };
  const json = (address, body) =>
    call(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

  const STATES = { done: "sent", again: "sent", refused: "refused", waits: "waiting" };

  const entriesOf = async (mine) => {
    const waiting = await db.entries.where("state").equals("waiting").toArray();
    return waiting.filter((one) => one.user === mine).sort((a, b) => a.made.localeCompare(b.made));
  };

  const sendEntries = async (mine) => {
    const waiting = await entriesOf(mine);
    for (let at = 0; at < waiting.length; at += BATCH) {
      const some = waiting.slice(at, at + BATCH);
      const answer = await json(scale.page.replay, {
        device: await scale.device(),
        entries: some.map((one) => one.body),
      });
      if (answer.status === 401) return "sign-in";
      if (!answer.ok) throw new Error(`replay ${answer.status}`);
      for (const one of await answer.json()) {
        await db.entries.update(one.uuid, {
          state: STATES[one.status],
          ticket: one.ticket_code,
          ticketId: one.ticket,
          reason: one.reason,
          code: one.code,
          warnings: one.warnings,
        });
      }
    }
    return "";
  };

  const sendPhotos = async (mine) => {
    const waiting = (await db.photos.where("state").equals("waiting").toArray()).filter((one) => one.user === mine);
    for (const one of waiting) {
      const form = new FormData();
      form.append("point", String(one.point));
      form.append("about", one.about);
      form.append("client_uuid", one.uuid);
      form.append("file", one.blob, "anh.jpg");
      const answer = await call(scale.page.photos, { method: "POST", body: form });
      if (answer.status === 401) return "sign-in";
      if (answer.status >= 500) throw new Error(`photos ${answer.status}`);
      if (answer.ok) {
        await db.photos.update(one.uuid, { state: "sent", blob: null, reason: "" });
      } else {
        const said = await answer.json().catch(() => ({}));
        await db.photos.update(one.uuid, { state: "refused", reason: said.detail || String(answer.status) });
      }
    }
    return "";
  };

  const work = async () => {
    const me = await scale.who();
    if (me === null) return "sign-in";
    return (await sendEntries(me)) || (await sendPhotos(me));
  };

  // "" all sent, "sign-in", "offline". Only one tab sends at a time; the server takes each number once anyway.
  const send = async () => {
    if (running) {
      again = true;
      return "busy";
    }
    running = true;
    try {
      if (!navigator.onLine) return "offline";
      if (!navigator.locks) return await work();
      return await navigator.locks.request("cungcau-scale", { ifAvailable: true }, (lock) => (lock ? work() : "busy"));
    } catch {
      return "offline";
    } finally {
      running = false;
      if (again) {
        again = false;
        setTimeout(() => scale.run(), 0);
      }
    }
  };

  Object.assign(scale, { call, send });
})(window.cungcauScale);
