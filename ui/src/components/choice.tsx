type Given = { label: string; values: readonly string[]; value: string; put: (value: string) => void; any?: string; words?: (value: string) => string };

/** Choose one of several values, or any. */
export function Choice({ label, values, value, put, any = "any", words = (name) => name }: Given) {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={(event) => {
          put(event.target.value);
        }}
      >
        <option value="">{any}</option>
        {values.map((each) => (
          <option key={each} value={each}>
            {words(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
