// Says under the form how the value being typed is read; the server does the reading.
(() => {
  "use strict";
  const said = document.querySelector("[data-value-reading]");
  const value = document.querySelector("[data-reads-value]");
  if (!said || !value) return;
  const metric = value.form.elements.namedItem("metric");
  let waiting = 0;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const query = new URLSearchParams({ metric: metric.value, value: value.value });
    try {
      const reply = await fetch(`${said.dataset.url}?${query}`, { headers: { Accept: "application/json" } });
      if (!reply.ok || mine !== asked) return;
      const answer = await reply.json();
      said.textContent = answer.said;
      said.classList.toggle("text-danger", !answer.fine);
    } catch (_error) {
      // Without a connection nothing is said; the server reads the value again when the form is sent.
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 350);
  };
  value.after(said);
  value.addEventListener("input", soon);
  metric.addEventListener("change", ask);
  if (value.value) ask();
})();
