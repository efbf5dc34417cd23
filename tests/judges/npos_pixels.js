// npos, a strict ESC/POS parser of other hands: bytes on standard input, what it saw as JSON on standard output.
const npos = require("npos");
const raster = require("npos/lib/codecs/raster");
npos.rules[npos.symbols.GS]["(k"] = [0, "d16"]; // the printer's own QR commands, which npos does not know

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", async () => {
  try {
    const seen = await npos.parser(npos.rules).parse(Buffer.concat(chunks));
    const commands = seen.tree.map((node) => `${node.ascii || node.code} ${node.fn || ""}`.trim());
    // Strip by strip: joining strips of several widths, npos takes the widest one's stride for all.
    const pictures = seen.tree.filter((node) => node.fn === "v0").map((node) => rows(raster.decode(seen.raw, [node])));
    process.stdout.write(JSON.stringify({ commands, pictures }));
  } catch (error) {
    process.stdout.write(JSON.stringify({ error: String(error.message) }));
  }
});

function rows(image) {
  const stride = Math.ceil(image.width / 8);
  const packed = Buffer.alloc(stride * image.height);
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++)
      if (image.getPixel(x, y) === 0) packed[y * stride + (x >> 3)] |= 0x80 >> (x & 7);
  return { stride, rows: packed.toString("base64") };
}
