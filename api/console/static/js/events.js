/** Reads a stream of server-sent events; yields {name, data} of each, its data as JSON says. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const whole = (rest + value).split("\n\n");
    rest = whole.pop();
    for (const event of whole) yield parsed(event);
  }
}

function parsed(event) {
  const fields = event.split("\n").map((line) => /^(\w+): ?(.*)$/.exec(line) ?? []);
  const all = (wanted) => fields.filter(([, name]) => name === wanted).map(([, , text]) => text);
  return { name: all("event")[0], data: JSON.parse(all("data").join("\n") || "null") };
}
