type Given = { name: string; type: "text/csv" | "application/json"; content: () => string; children: string };

/** Save what the page already holds as a file; nothing is asked of the server, and nothing leaves the browser. */
export function Download({ name, type, content, children }: Given) {
  const save = () => {
    const address = URL.createObjectURL(new Blob([content()], { type }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <button type="button" className="link" onClick={save}>
      {children}
    </button>
  );
}
