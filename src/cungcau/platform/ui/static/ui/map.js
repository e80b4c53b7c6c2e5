// The map of flows: communes, collection points and markets, and what goes from one to the next.
// Reads {"nodes": [{id, kind, name, lat, lon, kg}], "flows": [{from, to, kg, label}]} from a script element
// or an address; draws with Leaflet, without tiles unless an address for them is set. A node may bring its own
// words instead of a mass ("text", its size still by kg), further lines for its popup and the address of its rows.
(() => {
  "use strict";
  const SHAPES = {
    commune: '<circle cx="12" cy="12" r="9"/>',
    point: '<path d="M12 1.5 22.5 12 12 22.5 1.5 12Z"/>',
    market: '<path d="M2.5 10.5 12 2l9.5 8.500V21.500h-19Z"/>',
  };
  const STEPS = 28;
  const BEND = 0.16;

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const massOf = (words) => {
    const numbers = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en-GB" : "vi-VN", {
      maximumFractionDigits: 1,
    });
    return (kg) => (kg >= 1000 ? `${numbers.format(kg / 1000)} ${words.tonne}` : `${numbers.format(kg)} kg`);
  };

  // A gentle curve from a to b, bent to the left of the way, as map positions.
  const curve = (map, a, b) => {
    const [from, to] = [map.project(a, 12), map.project(b, 12)];
    const bend = L.point((from.x + to.x) / 2 + (to.y - from.y) * BEND, (from.y + to.y) / 2 - (to.x - from.x) * BEND);
    const line = [];
    for (let i = 0; i <= STEPS; i += 1) {
      const t = i / STEPS;
      const [u, v, w] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
      line.push(map.unproject(L.point(u * from.x + v * bend.x + w * to.x, u * from.y + v * bend.y + w * to.y), 12));
    }
    const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
    return { line, ahead: line[Math.round(STEPS * 0.5)], angle };
  };

  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  class FlowMap {
    constructor(box, data) {
      this.box = box;
      this.words = box.dataset;
      this.mass = massOf(box.dataset);
      const placed = data.nodes.filter((node) => Number.isFinite(node.lat) && Number.isFinite(node.lon));
      this.nodes = new Map(placed.map((node) => [String(node.id), node]));
      this.flows = data.flows.filter((flow) => this.nodes.has(String(flow.from)) && this.nodes.has(String(flow.to)));
      this.labels = [];
      this.grid = L.layerGroup();
      this.map = L.map(box.querySelector("[data-map-canvas]"), {
        zoomControl: false,
        attributionControl: Boolean(this.words.tileUrl),
        dragging: !L.Browser.mobile, // one finger scrolls the page, two move the map
        scrollWheelZoom: false,
        zoomSnap: 0.25,
        minZoom: 4,
        maxZoom: 17,
      });
    }

    draw() {
      const bounds = L.latLngBounds([...this.nodes.values()].map((node) => [node.lat, node.lon]));
      this.home = bounds;
      this.show(bounds);
      this.ground();
      this.controls();
      const most = Math.max(1, ...this.flows.map((flow) => flow.kg));
      [...this.flows].sort((a, b) => b.kg - a.kg).forEach((flow) => this.flow(flow, most));
      const largest = Math.max(1, ...[...this.nodes.values()].map((node) => node.kg || 0));
      [...this.nodes.values()].sort((a, b) => (b.kg || 0) - (a.kg || 0)).forEach((node) => this.node(node, largest));
      this.map.on("zoomend moveend resize", () => this.uncover());
      this.uncover();
    }

    // Brings an area into view, with room for labels above and for the controls at the right and below.
    show(bounds) {
      this.map.fitBounds(bounds, { paddingTopLeft: [36, 44], paddingBottomRight: [68, 72], maxZoom: 13 });
    }

    ground() {
      if (this.words.tileUrl) {
        L.tileLayer(this.words.tileUrl, { attribution: this.words.tileCredit || "", maxZoom: 17 }).addTo(this.map);
        return;
      }
      this.grid.addTo(this.map);
      const redraw = () => this.graticule();
      this.map.on("moveend", redraw);
      redraw();
    }

    // Lines of latitude and longitude at round steps, four or so across the view.
    graticule() {
      const view = this.map.getBounds().pad(0.3);
      const span = Math.max(view.getNorth() - view.getSouth(), 0.001);
      const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10].find((each) => span / each <= 9) || 10;
      this.grid.clearLayers();
      const line = (a, b) => L.polyline([a, b], { className: "map-grid", interactive: false }).addTo(this.grid);
      const mark = (at, degrees, half) => {
        const text = `${Number(degrees.toFixed(2)).toLocaleString(document.documentElement.lang)}° ${half}`;
        const icon = L.divIcon({ className: "map-grid-label", html: text, iconSize: null });
        L.marker(at, { icon, interactive: false, keyboard: false }).addTo(this.grid);
      };
      const seen = this.map.getBounds();
      for (let lat = Math.ceil(view.getSouth() / step) * step; lat <= view.getNorth(); lat += step) {
        line([lat, view.getWest()], [lat, view.getEast()]);
        mark([lat, seen.getWest()], lat, this.words.north);
      }
      for (let lon = Math.ceil(view.getWest() / step) * step; lon <= view.getEast(); lon += step) {
        line([view.getSouth(), lon], [view.getNorth(), lon]);
      }
    }

    controls() {
      L.control.zoom({ position: "topright", zoomInTitle: this.words.zoomIn, zoomOutTitle: this.words.zoomOut }).addTo(this.map);
      const near = [...this.nodes.values()].filter((node) => node.kind !== "market");
      const Views = L.Control.extend({
        onAdd: () => {
          const bar = element("div", "", "leaflet-bar map-views");
          const add = (text, bounds) => {
            const button = element("button", text);
            button.type = "button";
            button.addEventListener("click", () => this.show(bounds));
            bar.append(button);
          };
          add(this.words.viewAll, this.home);
          if (near.length && near.length < this.nodes.size) {
            add(this.words.viewNear, L.latLngBounds(near.map((node) => [node.lat, node.lon])));
          }
          L.DomEvent.disableClickPropagation(bar);
          return bar;
        },
      });
      new Views({ position: "bottomright" }).addTo(this.map);
      this.map.on("focus", () => this.map.scrollWheelZoom.enable());
      this.map.on("blur", () => this.map.scrollWheelZoom.disable());
      this.map.on("popupopen", (event) => {
        event.popup.getElement()?.querySelector(".leaflet-popup-close-button")
          ?.setAttribute("aria-label", this.words.close);
      });
    }

    flow(flow, most) {
      const [from, to] = [this.nodes.get(String(flow.from)), this.nodes.get(String(flow.to))];
      const far = to.kind === "market" ? "--far" : "";
      const { line, ahead, angle } = curve(this.map, [from.lat, from.lon], [to.lat, to.lon]);
      const weight = 1.5 + 7.5 * Math.sqrt(flow.kg / most);
      const shape = { weight, smoothFactor: 0.3, interactive: false, className: `map-flow map-flow${far}` };
      L.polyline(line, shape).addTo(this.map);
      const touch = L.polyline(line, { className: "map-flow map-flow--touch", weight: Math.max(18, weight) });
      touch.addTo(this.map).bindPopup(() => this.flowWords(flow, from, to));
      const html =
        `<svg viewBox="0 0 14 14" width="16" height="16" aria-hidden="true"><path class="map-arrow map-arrow${far}" ` +
        `transform="rotate(${angle.toFixed(1)} 7 7)" d="M2 1.5 12.5 7 2 12.5 4.5 7Z"/></svg>`;
      const icon = L.divIcon({ className: "map-arrow-box", html, iconSize: [16, 16] });
      L.marker(ahead, { icon, interactive: false, keyboard: false }).addTo(this.map);
    }

    node(node, largest) {
      const side = Math.round(18 + 14 * Math.sqrt((node.kg || 0) / largest));
      const shape = SHAPES[node.kind] || SHAPES.point;
      const icon = L.divIcon({
        className: `map-node map-node--${SHAPES[node.kind] ? node.kind : "point"}`,
        html: `<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`,
        iconSize: [side, side],
      });
      const marker = L.marker([node.lat, node.lon], { icon, keyboard: true, riseOnHover: true }).addTo(this.map);
      const kind = this.words[node.kind] || node.kind;
      const mass = node.text || (node.kg ? this.mass(node.kg) : "");
      marker.getElement().setAttribute("aria-label", [`${kind} ${node.name}`, mass].filter(Boolean).join(", "));
      marker.bindPopup(() => this.nodeWords(node, kind), { offset: [0, 4 - side / 2] });
      const words = element("span", node.name);
      if (mass) words.append(element("b", ` ${mass}`));
      const label = L.tooltip({ permanent: true, direction: "right", className: "map-label", interactive: false });
      label.setContent(words).setLatLng([node.lat, node.lon]).addTo(this.map);
      this.labels.push({ label, marker, reach: side / 2 + 2 });
    }

    nodeWords(node, kind) {
      const popup = element("div", "", "map-popup");
      const figure = node.text || (node.kg ? this.mass(node.kg) : "");
      popup.append(element("strong", node.name), element("div", figure ? `${kind} · ${figure}` : kind, "muted"));
      const list = element("ul");
      (node.lines || []).forEach((line) => list.append(element("li", line)));
      this.flows.forEach((flow) => {
        const [from, to] = [String(flow.from), String(flow.to)];
        if (from !== String(node.id) && to !== String(node.id)) return;
        const other = this.nodes.get(from === String(node.id) ? to : from);
        const row = element("li", `${from === String(node.id) ? "→" : "←"} ${other.name}`);
        row.append(element("b", this.mass(flow.kg)));
        list.append(row);
      });
      if (list.children.length) popup.append(list);
      if (node.url) {
        const link = element("a", this.words.rows);
        link.href = node.url;
        popup.append(link);
      }
      return popup;
    }

    flowWords(flow, from, to) {
      const popup = element("div", "", "map-popup");
      popup.append(element("strong", `${from.name} → ${to.name}`), element("div", this.mass(flow.kg)));
      if (flow.label) popup.append(element("div", flow.label, "muted"));
      return popup;
    }

    // Each label takes the first side where it covers no marker and no label placed before (of a larger node);
    // one that finds no room waits until the reader zooms in.
    uncover() {
      const room = this.map.getContainer().getBoundingClientRect();
      const inside = (box) => box.left > room.left && box.right < room.right && box.top > room.top;
      const controls = [...this.map.getContainer().querySelectorAll(".leaflet-bar")];
      const taken = [...this.labels.map(({ marker }) => marker.getElement()), ...controls]
        .map((each) => each.getBoundingClientRect());
      this.labels.forEach(({ label, reach }, place) => {
        const tag = label.getElement();
        const sides = { right: [reach, 0], left: [-reach, 0], bottom: [0, reach], top: [0, -reach] };
        const free = Object.entries(sides).some(([direction, offset]) => {
          Object.assign(label.options, { direction, offset: L.point(offset) });
          label.update();
          const box = tag.getBoundingClientRect();
          if (!inside(box) || taken.some((other, i) => i !== place && overlap(box, other))) return false;
          taken.push(box);
          return true;
        });
        tag.classList.toggle("is-covered", !free);
      });
    }
  }

  // Where the page brought no table of its own (data from an address), write one.
  const fillTable = (box, data) => {
    const body = box.querySelector("[data-flow-rows]");
    if (!body) return;
    const names = new Map(data.nodes.map((node) => [String(node.id), node.name]));
    const mass = massOf(box.dataset);
    body.replaceChildren(
      ...data.flows.map((flow) => {
        const row = element("tr");
        const head = element("th", names.get(String(flow.from)) || String(flow.from));
        head.scope = "row";
        row.append(head, element("td", names.get(String(flow.to)) || String(flow.to)));
        row.append(element("td", mass(flow.kg), "num"));
        return row;
      }),
    );
  };

  const start = async (box) => {
    box.dataset.drawn = "";
    const canvas = box.querySelector("[data-map-canvas]");
    const say = (text) => canvas.replaceChildren(element("p", text, "empty__text p-4"));
    let data;
    try {
      if (box.dataset.source) data = JSON.parse(document.getElementById(box.dataset.source).textContent);
      else {
        const answer = await fetch(box.dataset.url, { headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(String(answer.status));
        data = await answer.json();
      }
    } catch {
      say(box.dataset.failed);
      return;
    }
    fillTable(box, data);
    if (!data.nodes.some((node) => Number.isFinite(node.lat) && Number.isFinite(node.lon))) {
      say(box.dataset.empty);
      return;
    }
    new FlowMap(box, data).draw();
  };

  const startAll = () => document.querySelectorAll("[data-flow-map]:not([data-drawn])").forEach(start);
  startAll();
  document.addEventListener("htmx:load", startAll);
})();
