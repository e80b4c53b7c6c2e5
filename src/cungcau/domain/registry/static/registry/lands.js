// The growing areas of one organisation on a map: outlines and points, no tiles. The table below says the same.
(() => {
  "use strict";
  const box = document.getElementById("lands-map");
  const source = box && document.getElementById(box.dataset.source);
  if (!source || !window.L) return;
  const lands = JSON.parse(source.textContent);
  const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, dragging: !L.Browser.mobile, maxZoom: 18 });
  const layers = L.featureGroup();
  const label = (land) => {
    const text = document.createElement("span");
    text.textContent = `${land.name} – ${land.goods}`;
    return text;
  };
  for (const land of lands) {
    const color = getComputedStyle(document.documentElement).getPropertyValue("--bs-primary").trim() || "#1d6b3a";
    if (land.polygon) {
      L.geoJSON(land.polygon, { style: { color, weight: 2, fillOpacity: 0.25 } }).bindTooltip(label(land)).addTo(layers);
    } else if (Number.isFinite(land.lat) && Number.isFinite(land.lon)) {
      L.circleMarker([land.lat, land.lon], { color, radius: 7, fillOpacity: 0.5 }).bindTooltip(label(land)).addTo(layers);
    }
  }
  layers.addTo(map);
  map.fitBounds(layers.getBounds(), { padding: [24, 24], maxZoom: 17 });
})();
