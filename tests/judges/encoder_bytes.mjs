// @point-of-sale/receipt-printer-encoder, another maker of ESC/POS: a picture and a code on standard input as JSON, its
// bytes on standard output.
import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const asked = JSON.parse(Buffer.concat(chunks));
const encoder = new ReceiptPrinterEncoder({ language: "esc-pos", columns: 48, imageMode: "raster", feedBeforeCut: 0, createCanvas: null });
encoder.initialize();
if (asked.rows) {
  const stride = Math.ceil(asked.width / 8);
  const packed = Buffer.from(asked.rows, "base64");
  const data = new Uint8ClampedArray(asked.width * asked.height * 4);
  for (let y = 0; y < asked.height; y++)
    for (let x = 0; x < asked.width; x++) {
      const shade = packed[y * stride + (x >> 3)] & (0x80 >> (x & 7)) ? 0 : 255;
      data.set([shade, shade, shade, 255], (y * asked.width + x) * 4);
    }
  encoder.image({ width: asked.width, height: asked.height, data }, asked.width, asked.height, "threshold", 128);
}
if (asked.code) encoder.qrcode(asked.code, { model: 2, size: asked.module, errorlevel: "m" });
process.stdout.write(Buffer.from(encoder.encode()));
