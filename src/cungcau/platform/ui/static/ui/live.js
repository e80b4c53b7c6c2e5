// Follows a long job: asks data-poll-url every second for {state, percent, stage, message, done_url};
// the states succeeded, failed and cancelled end it, any other goes on.
(() => {
  "use strict";
  const EVERY = 1000;
  const SLOWEST = 10000;
  const ENDED = new Set(["succeeded", "failed", "cancelled"]);

  const follow = (box) => {
    const bar = box.querySelector("progress");
    const figure = box.querySelector("[data-job-percent]");
    const stage = box.querySelector("[data-job-stage]");
    const message = box.querySelector("[data-job-message]");
    let wait = EVERY;

    const write = (element, text) => {
      // Written only when it changed, so that a screen reader is not told the same thing each second.
      if (element && element.textContent !== text) element.textContent = text;
    };

    const show = (job) => {
      if (typeof job.percent === "number") {
        bar.value = job.percent;
        write(figure, `${Math.floor(job.percent)}%`);
      } else {
        bar.removeAttribute("value");
        write(figure, "");
      }
      write(stage, job.stage || "");
      write(message, job.message || "");
      box.dataset.state = job.state;
      box.setAttribute("aria-busy", String(!ENDED.has(job.state)));
    };

    const ask = async () => {
      let job = null;
      try {
        const answer = await fetch(box.dataset.pollUrl, {
          headers: { Accept: "application/json" },
          credentials: "same-origin",
          cache: "no-store",
        });
        if ([401, 403, 404, 410].includes(answer.status)) {
          write(message, box.dataset.gone || "");
          box.setAttribute("aria-busy", "false");
          return;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        job = await answer.json();
      } catch {
        wait = Math.min(SLOWEST, wait * 2);
        write(message, box.dataset.lost || "");
        setTimeout(ask, wait);
        return;
      }
      wait = EVERY;
      show(job);
      if (!ENDED.has(job.state)) setTimeout(ask, document.hidden ? EVERY * 5 : EVERY);
      else if (job.done_url) window.location.assign(job.done_url);
      else box.dispatchEvent(new CustomEvent("cungcau:job-ended", { bubbles: true, detail: job }));
    };

    setTimeout(ask, 200);
  };

  const start = (root) => root.querySelectorAll("[data-poll-url]:not([data-followed])").forEach((box) => {
    box.dataset.followed = "";
    follow(box);
  });
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.detail.elt.parentElement || document));
})();
