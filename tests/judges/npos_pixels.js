// npos, a strict ESC/POS parser of other hands: bytes on standard input, what it saw as JSON on standard output.
const npos = require("npos");
npos.rules[npos.symbols.GS]["(k"] = [0, "d16"]; // the printer's own QR commands, which npos does not know

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", async () => {
  try {
    const tree = await npos.parser(npos.rules).parse(Buffer.concat(chunks));
    const pictures = (tree.entries || [])
      .filter((entry) => entry.type === "raster")
      .map(({ data }) => ({ width: data.width, height: data.height, rows: rows(data) }));
    const commands = (tree.tree || []).map((node) => `${node.ascii || node.code} ${node.fn || ""}`.trim());
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
  return packed.toString("base64");
}
