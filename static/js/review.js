/* Review page: a ready reason writes its sentence where the officer would type it; nothing she typed is lost. */
(function () {
  "use strict";
  var select = document.querySelector("[data-reasons]"), words = document.getElementById("kep_words");
  if (!select || !words) return;
  var put = {};

  function fill(field, sentence) {
    if (!field || (field.value && field.value !== put[field.id])) return;
    field.value = put[field.id] = sentence;
  }
  select.addEventListener("change", function () {
    var option = select.options[select.selectedIndex], name = option.dataset.field;
    Object.keys(put).forEach(function (id) { fill(document.getElementById(id), ""); });
    fill(words, option.dataset.sentence || "");
    var note = name && document.getElementById("kep_catatan-" + name);
    if (!note) return;
    fill(note, option.dataset.sentence || "");
    var marks = note.closest("details.notes-l"), hidden = note.closest("details:not(.notes-l)");
    if (marks) marks.open = true;
    if (hidden) hidden.open = true;
  });
})();
