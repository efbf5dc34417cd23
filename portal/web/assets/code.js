/* What a code on paper proves, found in the browser alone. ES5, no BigInt, no WebCrypto: old phones read receipts too.
   The same rules as shubbak/wire/{code_frame,receipt_code,output_code,warranted,key_set}.py; tests hold the two against
   each other. `nacl` is TweetNaCl (nacl.min.js). */
var ShubbakCode = (function (nacl) {
  "use strict";
  var ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVW";
  var STATION_SIGNS = ["receipt", "plan"];
  var CURRENCIES = ["JOD", "OMR", "KWD", "SAR"];
  var KINDS = ["licence", "permit", "certificate", "plan", "report"];
  var FRAMES = [
    { kind: "receipt", head: [0x84, 0x47, 0xa2, 0x01, 0x27, 0x04, 0x42], tail: [0xa0, 0x58], type: "" },
    { kind: "output", head: [0x84, 0x58, 0x19, 0xa3, 0x01, 0x27, 0x04, 0x42], tail: [], type: "x.shubbak.output" }
  ];
  FRAMES[1].tail = [0x10, 0x70].concat(ascii(FRAMES[1].type), [0xa0, 0x58]);
  /* The order of the curve's base point, little-endian: TweetNaCl takes S and S + L for the same signature. */
  var ORDER = [0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
               0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10];

  function Refusal(code) { this.code = code; }

  function refuse(code) { throw new Refusal(code); }

  function ascii(text) {
    var bytes = [], i;
    for (i = 0; i < text.length; i += 1) { bytes.push(text.charCodeAt(i)); }
    return bytes;
  }

  function utf8(text) { return ascii(unescape(encodeURIComponent(text))); }

  function fromUtf8(bytes) { return decodeURIComponent(escape(String.fromCharCode.apply(null, bytes))); }

  function fromBase64(text) {
    var signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", bytes = [], held = 0, bits = 0, i, value;
    var bare = text.replace(/=+$/, "");
    for (i = 0; i < bare.length; i += 1) {
      value = signs.indexOf(bare.charAt(i));
      if (value < 0) { refuse("list-shape"); }
      held = (held << 6 | value) & 0xffff;
      bits += 6;
      if (bits >= 8) { bits -= 8; bytes.push(held >> bits & 255); }
    }
    return bytes;
  }

  function isSigned(bytes, signature, key) {
    var i;
    if (signature.length !== 64 || key.length !== 32) { return false; }
    for (i = 31; i >= 0 && signature[32 + i] === ORDER[i]; i -= 1) { /* the highest byte that differs decides */ }
    if (i < 0 || signature[32 + i] > ORDER[i]) { return false; }
    return nacl.sign.detached.verify(new Uint8Array(bytes), new Uint8Array(signature), new Uint8Array(key));
  }

  /* Decimal digits as bytes, seven digits at a time. */
  function toBytes(digits) {
    var low = [], at = 0, size, carry, i;
    while (at < digits.length) {
      size = Math.min(7, digits.length - at);
      carry = parseInt(digits.substr(at, size), 10);
      for (i = 0; i < low.length; i += 1) {
        carry += low[i] * Math.pow(10, size);
        low[i] = carry & 255;
        carry = Math.floor(carry / 256);
      }
      while (carry > 0) { low.push(carry & 255); carry = Math.floor(carry / 256); }
      at += size;
    }
    return low.reverse();
  }

  function same(bytes, at, wanted) {
    var i;
    for (i = 0; i < wanted.length; i += 1) { if (bytes[at + i] !== wanted[i]) { return false; } }
    return true;
  }

  function readAs(frame, bytes) {
    var keyAt = frame.head.length, lengthAt = keyAt + 2 + frame.tail.length, length = bytes[lengthAt];
    var end = lengthAt + 1 + length, prefix = frame.type ? 3 : 2;
    if (!same(bytes, 0, frame.head) || !same(bytes, keyAt + 2, frame.tail) || length < 24 ||
        bytes.length !== end + 66 || !same(bytes, end, [0x58, 0x40])) { return null; }
    return {
      kind: frame.kind,
      keyId: bytes[keyAt] * 256 + bytes[keyAt + 1],
      header: bytes.slice(prefix, lengthAt - 2),
      payload: bytes.slice(lengthAt + 1, end),
      signature: bytes.slice(end + 2)
    };
  }

  function read(text) {
    var digits = text.replace(/^\s+|\s+$/g, "").replace(/^[\s\S]*#/, ""), bytes, code, i;
    if (text.length > 2000 || !/^[1-9][0-9]{0,859}$/.test(digits)) { refuse("receipt-code-shape"); }
    bytes = toBytes(digits);
    for (i = 0; i < FRAMES.length; i += 1) {
      code = readAs(FRAMES[i], bytes);
      if (code) { return code; }
    }
    return refuse("receipt-code-shape");
  }

  function toBeSigned(code) {
    var head = code.header.length < 24 ? [0x40 + code.header.length] : [0x58, code.header.length];
    return [0x84, 0x6a].concat(ascii("Signature1"), head, code.header, [0x40, 0x58, code.payload.length], code.payload);
  }

  /* As much CBOR as our payloads use: whole numbers, bytes, texts, lists, and maps whose keys are whole numbers. */
  function decode(bytes, shape) {
    var at = 0, found;
    function size(low) {
      var width = { 24: 1, 25: 2, 26: 4, 27: 8 }[low], value = 0, i;
      if (low < 24) { return low; }
      if (!width || at + width > bytes.length) { refuse(shape); }
      for (i = 0; i < width; i += 1) { value = value * 256 + bytes[at]; at += 1; }
      if (value > 9007199254740991) { refuse(shape); }
      return value;
    }
    function item(depth) {
      var first = bytes[at], kind = first >> 5, count, found, i, key;
      if (at >= bytes.length || depth > 3 || kind > 5) { refuse(shape); }
      at += 1;
      count = size(first & 31);
      if (kind === 0) { return count; }
      if (kind === 1) { return -1 - count; }
      if (count > bytes.length - at) { refuse(shape); }
      if (kind === 2 || kind === 3) {
        at += count;
        found = bytes.slice(at - count, at);
        return kind === 3 ? fromUtf8(found) : found;
      }
      found = kind === 4 ? [] : {};
      for (i = 0; i < count; i += 1) {
        if (kind === 4) {
          found.push(item(depth + 1));
        } else {
          key = item(depth + 1);
          if (!isWhole(key)) { refuse(shape); }
          found[key] = item(depth + 1);
        }
      }
      return found;
    }
    found = item(0);
    if (at !== bytes.length) { refuse(shape); }
    return found;
  }

  function hasKeys(found, names) {
    var name, count = 0;
    for (name in found) { if (Object.prototype.hasOwnProperty.call(found, name)) { count += 1; } }
    return count === names.length && names.every(function (one) { return found[one] !== undefined; });
  }

  function isWhole(value) { return typeof value === "number"; }

  function receiptNumber(station, year, sequence) {
    function padded(value, width) {
      var digits = String(value);
      while (digits.length < width) { digits = "0" + digits; }
      return digits;
    }
    var body = station + "-" + padded(year, 4) + "-" + padded(sequence, 6), sum = 0, place = 0, i, value;
    for (i = 0; i < body.length; i += 1) {
      if (body.charAt(i) !== "-") {
        value = ALPHABET.indexOf(body.charAt(i));
        if (value < 0) { refuse("receipt-code-shape"); }
        sum += (place + 2) * value;
        place += 1;
      }
    }
    return body + "-" + ALPHABET.charAt(sum % 31);
  }

  function uuid(bytes) {
    var hex = hexOf(bytes);
    return [hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4), hex.substr(20)].join("-");
  }

  function hexOf(bytes) {
    return bytes.map(function (byte) { return (byte < 16 ? "0" : "") + byte.toString(16); }).join("");
  }

  function receiptOf(payload) {
    var said = decode(payload, "receipt-code-shape"), number = said[1];
    if (!hasKeys(said, [1, 2, 3, 4, 5, 6]) || !(number instanceof Array) || number.length !== 3 ||
        typeof number[0] !== "string" || !number[0] || !isWhole(number[1]) || !isWhole(number[2]) || number[1] < 0 ||
        number[2] < 0 || !(said[2] instanceof Array) || said[2].length !== 16 || typeof said[3] !== "string" ||
        !isWhole(said[4]) || CURRENCIES.indexOf(said[5]) < 0 || !isWhole(said[6])) { refuse("receipt-code-shape"); }
    return {
      number: receiptNumber(number[0], number[1], number[2]), station: number[0], application: uuid(said[2]),
      service: said[3], total: said[4], currency: said[5], issued: said[6]
    };
  }

  function outputOf(payload) {
    var said = decode(payload, "output-code-shape"), ends = said[16] !== undefined;
    var texts = [said[11], said[12], said[13], said[14]].every(function (text) {
      return typeof text === "string" && text.length > 0 && text.length <= 160;
    });
    if (!hasKeys(said, ends ? [11, 12, 13, 14, 15, 16, 17] : [11, 12, 13, 14, 15, 17]) || !texts ||
        KINDS.indexOf(said[11]) < 0 || !isWhole(said[15]) || (ends && !isWhole(said[16])) ||
        !(said[17] instanceof Array) || said[17].length !== 32) { refuse("output-code-shape"); }
    return {
      kind: said[11], number: said[12], service: said[13], subject: said[14], issued: said[15],
      ends: ends ? said[16] : null, digest: hexOf(said[17])
    };
  }

  /* An RFC 3339 time in seconds; Date.parse differs from one old browser to the next. */
  function seconds(text) {
    var part = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text), shift = 0;
    if (!part) { refuse("list-shape"); }
    if (part[8]) { shift = (part[8] === "-" ? -60 : 60) * (part[9] * 60 + +part[10]); }
    return Date.UTC(+part[1], part[2] - 1, +part[3], +part[4], +part[5], +part[6]) / 1000 + +(part[7] || 0) - shift;
  }

  function isText(statement, signature, key) { return isSigned(utf8(statement), fromBase64(signature), fromBase64(key)); }

  /* The key set's statement, once it is signed under the root's warrant. */
  function openKeySet(listed, root) {
    var warrant, keys;
    (listed.successions || []).forEach(function (one) {
      if (isText(one.statement, one.signature, root)) { root = JSON.parse(one.statement).next_root; }
    });
    if (!isText(listed.warrant.statement, listed.warrant.signature, root)) { refuse("list-root"); }
    warrant = JSON.parse(listed.warrant.statement);
    if (typeof warrant.warrant !== "number") { refuse("list-shape"); }
    if (!isText(listed.statement, listed.signature, warrant.list_key)) { refuse("list-signature"); }
    keys = JSON.parse(listed.statement);
    if (typeof keys.key_set !== "number" || !(keys.keys instanceof Array)) { refuse("list-shape"); }
    return keys;
  }

  function judge(code, facts, key, keySet) {
    var signs = key.signs || STATION_SIGNS, receipt = code.kind === "receipt", name = code.kind + "-code-";
    if (receipt && (signs.indexOf("receipt") < 0 || facts.station !== key.station)) { refuse(name + "other-station"); }
    if (!receipt && signs.indexOf(facts.kind) < 0) { refuse(name + "not-entitled"); }
    if (facts.issued < seconds(key.valid_from) || (key.valid_to && facts.issued > seconds(key.valid_to))) {
      refuse(name + "key-not-valid-then");
    }
    if (facts.issued > seconds(keySet.expires_at)) { refuse(name + "keys-too-old"); }
  }

  /* {kind, facts, key} of a proven code, or {problem}. keySet: what openKeySet returned. */
  function check(text, keySet) {
    var code, known, facts;
    try {
      code = read(text);
      known = keySet.keys.filter(function (key) { return key.key_id === code.keyId; })[0];
      if (!known) { refuse(code.kind + "-code-unknown-key"); }
      if (!isSigned(toBeSigned(code), code.signature, fromBase64(known.public_key))) { refuse(code.kind + "-code-signature"); }
      facts = code.kind === "receipt" ? receiptOf(code.payload) : outputOf(code.payload);
      judge(code, facts, known, keySet);
      return { kind: code.kind, facts: facts, key: known };
    } catch (error) {
      if (error instanceof Refusal) { return { problem: error.code }; }
      if (error instanceof URIError) { return { problem: code.kind + "-code-shape" }; }
      throw error;
    }
  }

  /* What the portal is asked with: portal/cases/verify_receipt.py facts_digest. */
  function digestOf(facts) {
    var said = [facts.application, facts.service, facts.total, facts.currency].join("|");
    return hexOf(Array.prototype.slice.call(nacl.hash(new Uint8Array(utf8(said))), 0, 16));
  }

  return { check: check, digestOf: digestOf, openKeySet: openKeySet, Refusal: Refusal };
}(typeof nacl === "undefined" ? null : nacl));
