import Testing

/// How pages are read: a check that finds nothing must not be one that looks at nothing.
struct DocumentBlockTests {
    private static let page = """
        text
        <!-- world: held -->
        ```console
        $ usagectl diff \\
            --all
        …
        sound
        $ usagectl doctor
        ```
        <!-- not run: it needs a cluster -->

        ```yaml
        a: 1
        ```
        <!-- world: sent -->
        text between takes a mark away
        ```json
        {}
        ```
        """

    @Test func `blocks come with their line, language and marks`() {
        let blocks = DocumentBlock.all(in: Self.page, page: "p.md")
        #expect(blocks.map(\.language) == ["console", "yaml", "json"])
        #expect(blocks.map(\.line) == [3, 12, 17])
        #expect(blocks.map(\.world) == ["held", nil, nil])
        #expect(blocks.map(\.reasonNotRun) == [nil, "it needs a cluster", nil])
        #expect(blocks[1].text == "a: 1\n")
    }

    @Test func `commands come with the lines that are shown of them`() {
        let commands = DocumentBlock.all(in: Self.page, page: "p.md")[0].commands
        #expect(commands.map(\.call) == ["usagectl diff \\\n    --all", "usagectl doctor"])
        #expect(commands[0].output == ["…", "sound"])
    }

    @Test func `a shown line that did not come, or came too early, is missing`() {
        let output = "one\n  two\nthree\n"
        #expect(DocumentConsole.missing(["one", "…", "three"], in: output) == nil)
        #expect(DocumentConsole.missing(["two", "one"], in: output) == "one")
        #expect(DocumentConsole.missing(["tw"], in: output) == "tw")
        #expect(DocumentConsole.missing(["t…o", "th…"], in: output) == nil)
        #expect(DocumentConsole.missing(["t…x"], in: output) == "t…x")
        #expect(DocumentConsole.missing(["tw…wo"], in: output) == "tw…wo")
    }
}
