/* Photos are made small on the phone before they are sent: a picture of 4 MB takes a minute and a half on a slow link,
   one of 300 kB some seconds. Drawing it anew also drops the place and the device. Without this file, and for what
   the browser cannot draw (HEIC), the server does the same. */
(() => {
  "use strict";

  const LONGEST = 2000;
  const SMALL = 400 * 1024;
  const MOST = 10 * 1024 * 1024;
  const KINDS = /\.(pdf|jpe?g|png|heic|heif)$/i;
  const size = (bytes) => `${new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 }).format(bytes / 1024 / 1024)} MB`;

  const say = (input, words, isWrong) => {
    let line = input.parentElement.querySelector(".photo-line");
    if (!line) {
      line = document.createElement("p");
      line.setAttribute("role", "status");
      input.after(line);
    }
    line.className = isWrong ? "photo-line invalid-feedback" : "photo-line form-text";
    line.textContent = words;
  };

  const drawn = async (file) => {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
    return new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
  };

  document.addEventListener("change", async ({ target: input }) => {
    if (!input.matches("input[type=file][data-photo]") || !input.files.length) return;
    let file = input.files[0];
    if (!KINDS.test(file.name)) {
      input.value = "";
      return say(input, "Berkas ini bukan PDF, JPG, PNG, atau HEIC. Pilih berkas lain.", true);
    }
    const before = file.size;
    if (/\.(jpe?g|png)$/i.test(file.name) && before > SMALL) {
      say(input, "Mengecilkan foto …");
      try {
        const small = await drawn(file);
        if (small.size < before) {
          const chosen = new DataTransfer();
          chosen.items.add(small);
          input.files = chosen.files;
          file = small;
        }
      } catch {
        // What the browser cannot draw, the server looks at.
      }
    }
    if (file.size > MOST) {
      input.value = "";
      return say(input, `Berkas ini ${size(file.size)}, paling besar ${size(MOST)}. Pilih berkas yang lebih kecil.`, true);
    }
    say(input, file.size < before ? `Foto dikecilkan dari ${size(before)} menjadi ${size(file.size)}.` : `Ukurannya ${size(file.size)}.`);
  });
})();
