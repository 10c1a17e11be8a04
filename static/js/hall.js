// Comfort in the hall: a tone at a new call once somebody allowed it, a word when the connection is lost, and a tablet
// that is ready for the next person by itself.
const called = () => Date.parse(document.getElementById("calls")?.dataset.ring || "") || 0;
const sound = document.querySelector("[data-sound]");
const lost = document.getElementById("lost");
let audio = null;
let last = called();

function tone() {
  [[0, 880], [0.28, 660]].forEach(([after, pitch]) => {
    const begin = audio.currentTime + after;
    const note = audio.createOscillator();
    const volume = audio.createGain();
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.6);
    note.connect(volume).connect(audio.destination);
    note.start(begin);
    note.stop(begin + 0.6);
  });
}

if (sound) {
  sound.hidden = false;
  sound.addEventListener("click", () => {
    if (audio) { audio.close(); audio = null; } else { audio = new AudioContext(); tone(); }
    sound.setAttribute("aria-pressed", String(Boolean(audio)));
  });
}
document.body.addEventListener("htmx:afterSettle", () => {
  const now = called();
  if (now > last && audio) tone();
  last = Math.max(last, now);
});
document.body.addEventListener("htmx:afterRequest", (event) => { if (lost) lost.hidden = event.detail.xhr.status > 0 && event.detail.xhr.status < 400; });

const back = document.querySelector("[data-return]");
if (back) setTimeout(() => { location.href = back.href; }, Number(back.dataset.return) * 1000);
