/** Reads JSON without loss: whole numbers that JavaScript would round keep their digits. */
export function parse(text) {
  return JSON.parse(text, (key, value, context) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && isWhole(context?.source) && JSON.rawJSON
      ? JSON.rawJSON(context.source)
      : value);
}

function isWhole(source) {
  return /^-?\d{16,}$/.test(source ?? '');
}

/** Why a text is no JSON object, in the browser's words, which tell the line and the column; null when it is one. */
export function fault(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? null : 'A payload is a JSON object: {…}';
  } catch (error) {
    return error.message;
  }
}
