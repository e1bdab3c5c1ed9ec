/* Polish for the page of one photo: the chosen frame can be moved by a slider (also with arrow keys) or with a finger. */
(function () {
  "use strict";
  var fine = document.querySelector("[data-fine]"), range = document.getElementById("geser");
  if (!fine || !range) return;
  var radios = [].slice.call(document.querySelectorAll("input[name=frame]"));

  function chosen() { return radios.filter(function (one) { return one.checked && one.dataset.shape; })[0]; }
  function picture(radio) { return radio.closest("label").querySelector("img"); }
  function show() {
    var radio = chosen();
    fine.hidden = !radio;
    if (radio) range.value = radio.value.split("@")[1];
  }
  function move(place) {
    var radio = chosen();
    if (!radio) return;
    place = Math.max(0, Math.min(100, Math.round(place)));
    range.value = place;
    radio.value = radio.value.split("@")[0] + "@" + place;
    picture(radio).style.objectPosition = place + "% " + place + "%";
  }
  range.addEventListener("input", function () { move(Number(range.value)); });
  radios.forEach(function (radio) {
    radio.addEventListener("change", show);
    if (!radio.dataset.shape) return;
    var image = picture(radio), from = null;
    image.addEventListener("pointerdown", function (event) {
      radio.checked = true;
      show();
      from = { x: event.clientX, y: event.clientY, place: Number(range.value) };
      image.setPointerCapture(event.pointerId);
    });
    image.addEventListener("pointermove", function (event) {
      if (!from) return;
      var across = image.naturalWidth / image.naturalHeight > image.clientWidth / image.clientHeight;
      move(from.place - (across ? (event.clientX - from.x) / image.clientWidth : (event.clientY - from.y) / image.clientHeight) * 200);
    });
    image.addEventListener("pointerup", function () { from = null; });
    image.addEventListener("dragstart", function (event) { event.preventDefault(); });
  });
  show();
})();
