/// The frame of a page: its style is in it, in light and dark, and a policy that forbids scripts
/// and
/// anything from elsewhere, should an escape ever be forgotten.
enum HTMLPage {
    /// The lines up to the body's content; `title` is HTML.
    static func head(title: String) -> [String] {
        [
            "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
            "<meta http-equiv=\"Content-Security-Policy\" "
                + "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "<title>\(title)</title>", "<style>", style, "</style>", "</head>", "<body>",
        ]
    }

    static let foot = ["</body>", "</html>"]

    /// One class for each tone.
    private static let style = """
        :root { color-scheme: light dark; --good: #1a7f37; --active: #8a5a00; --busy: #0a6a86;
          --bad: #c0241b; --quiet: #5b6169; --line: #d0d5da; }
        @media (prefers-color-scheme: dark) { :root { --good: #5cc873; --active: #e0b050;
          --busy: #5ec4e0; --bad: #ff8078; --quiet: #9aa1a9; --line: #3b4148; } }
        body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem;
          padding: 0 1rem; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left;
          vertical-align: top; overflow-wrap: anywhere; }
        td:first-child, td:nth-child(4) { white-space: nowrap; }
        code { user-select: all; font-size: .9em; }
        .good { color: var(--good); } .active { color: var(--active); } .busy { color: var(--busy); }
        .bad { color: var(--bad); font-weight: 600; } .quiet { color: var(--quiet); }
        .strong { font-weight: 600; }
        """
}
