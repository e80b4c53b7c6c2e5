// Small conveniences of every page; each thing works without them.
(() => {
  "use strict";

  const openMenus = () => document.querySelectorAll("details.menu[open]");

  // The phone's menu button.
  const navOf = (button) => document.getElementById(button.getAttribute("aria-controls"));
  document.querySelectorAll("[data-nav-toggle]").forEach((button) => {
    button.hidden = !navOf(button);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-nav-toggle]");
    const nav = button && navOf(button);
    if (!nav) return;
    const open = nav.classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(open));
    if (open) nav.querySelector("a")?.focus();
    else button.focus();
  });

  // Drop-down menus close when one leaves them, by Escape or by a click elsewhere.
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    const nav = document.querySelector(".site-nav.is-open");
    if (nav) document.querySelector("[data-nav-toggle]")?.click();
  });

  // On a phone a long row of filters shows the first and those in use; the rest unfold.
  document.querySelectorAll(".filter-bar [data-filter-more]").forEach((button) => {
    const bar = button.closest(".filter-bar");
    const later = [...bar.querySelectorAll(".field")].slice(1).filter((field) => {
      const box = field.querySelector("input, select");
      return box && !box.value && !field.classList.contains("field--wide") && !field.querySelector(".field__error");
    });
    if (later.length < 3 || !matchMedia("(max-width: 575.98px)").matches) return;
    later.forEach((field) => field.toggleAttribute("data-later", true));
    bar.classList.add("is-folded");
    button.hidden = false;
    button.addEventListener("click", () => {
      bar.classList.remove("is-folded");
      button.hidden = true;
      later[0].querySelector("input, select").focus();
    });
  });

  // Of tabs that run off a narrow screen the open one is in sight.
  document.querySelectorAll("main :is(.plan-tabs, .nav-tabs) [aria-current='page']").forEach((tab) => {
    tab.scrollIntoView({ block: "nearest", inline: "center" });
  });

  // A form that came back unsaved opens where something is asked or wrong, not at the top of the page.
  const wanting = document.querySelector(
    "main #doubts, main .form-errors, main .merge, main .is-invalid, main [aria-invalid='true']",
  ) || document.querySelector("main [data-look-here]");
  if (wanting) {
    for (let fold = wanting.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (wanting.tabIndex < 0 && !wanting.matches("input, select, textarea")) wanting.tabIndex = -1;
    wanting.focus({ preventScroll: true });
    wanting.scrollIntoView({ block: wanting.matches("input, select, textarea") ? "center" : "start" });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print]");
    if (button) window.print();
  });

  // What changed in place is said aloud; a request that failed is said and shown.
  const announcer = document.getElementById("announcer");
  const say = (text) => {
    if (announcer) announcer.textContent = text;
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    const changed = event.detail.target?.id ? document.getElementById(event.detail.target.id) : event.detail.target;
    const words = changed?.querySelector("[data-announce]");
    if (words) say(words.textContent.trim().replace(/\s+/g, " "));
  });
  const failed = () => {
    const box = document.getElementById("messages");
    const text = announcer?.dataset.failed || "";
    say(text);
    if (!box || !text || box.querySelector("[data-request-failed]")) return;
    const note = document.createElement("div");
    note.className = "alert alert-danger";
    note.dataset.requestFailed = "";
    note.textContent = text;
    box.append(note);
  };
  // A refusal comes with its own sentence and says where it goes: it is shown, not only counted as an error.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Retarget")) failed();
  });
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:beforeRequest", () => {
    document.querySelectorAll("[data-request-failed]").forEach((note) => note.remove());
  });
})();
