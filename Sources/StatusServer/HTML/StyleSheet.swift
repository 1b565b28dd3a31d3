import Crypto
import FoundationEssentials

/// The one style sheet of all pages; it stands inside of each, so that a page needs nothing else.
enum StyleSheet {
    static let text: String =
        ":root{color-scheme:light dark;\(Palette.light.declarations)}\n"
        + "@media (prefers-color-scheme:dark){:root{\(Palette.dark.declarations)}}\n"
        + base + table + parts + shades + media

    /// What a content security policy calls the style sheet: no other style is obeyed.
    static let policySource: String = {
        let digest = SHA256.hash(data: Array(text.utf8))
        return "'sha256-\(Data(digest).base64EncodedString())'"
    }()

    private static let base = """
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);
        font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        a{color:var(--link)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        h1{font-size:1.25rem;margin:.2rem 0 .4rem}
        h2{font-size:1.02rem;margin:1.6rem 0 .5rem}
        p{margin:.35rem 0}
        p,h1,h2,h3,li,label,bdi{overflow-wrap:anywhere}
        code{font:.86em/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;
        overflow-wrap:anywhere;user-select:all}
        pre{background:var(--panel);border:1px solid var(--line);border-radius:6px;
        padding:.6rem .8rem;margin:.4rem 0;white-space:pre-wrap}
        small,.muted{color:var(--muted)}
        small{font-size:.82em}
        .skip{position:absolute;left:-200vw;top:0;padding:.5rem 1rem;background:var(--ground);z-index:9}
        .skip:focus{left:0}
        body>header{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;align-items:baseline;
        padding:.65rem 1.25rem;background:var(--panel);border-bottom:1px solid var(--line)}
        body>header>strong{font-size:1.02rem}
        nav ul{display:flex;flex-wrap:wrap;gap:.2rem .4rem;margin:0;padding:0;list-style:none}
        nav a{display:block;padding:.15rem .55rem;border-radius:5px;text-decoration:none}
        nav a:hover{text-decoration:underline}
        nav a[aria-current]{color:var(--ink);font-weight:600;background:var(--ground);
        box-shadow:inset 0 0 0 1px var(--line)}
        .out{margin-left:auto}
        main{padding:.8rem 1.25rem 2rem;max-width:110rem;margin:0 auto}
        footer{padding:.7rem 1.25rem;border-top:1px solid var(--line);color:var(--muted);
        font-size:.82rem}

        """

    private static let table = """
        .scroll{overflow:auto;border:1px solid var(--line);border-radius:6px;margin:.5rem 0}
        table{border-collapse:separate;border-spacing:0;width:100%;font-size:.92em}
        caption{text-align:left;padding:.45rem .7rem;color:var(--muted);font-size:.92em}
        th,td{text-align:left;vertical-align:top;padding:.34rem .65rem;
        border-bottom:1px solid var(--line);font-weight:400}
        thead th{background:var(--panel);font-weight:600;white-space:nowrap}
        tbody tr:last-child>*{border-bottom:0}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
        .list td,.list th{overflow-wrap:anywhere}
        .list td.n,.list .whole{overflow-wrap:normal;white-space:nowrap}
        .grid{max-height:82vh}
        .grid thead th{position:sticky;top:0;z-index:2}
        .grid th[scope=row]{position:sticky;left:0;z-index:1;background:var(--ground);
        min-width:15rem;max-width:25rem;border-right:1px solid var(--line)}
        .grid thead th:first-child{left:0;z-index:3;border-right:1px solid var(--line)}
        .grid td{padding:.2rem .22rem;min-width:6.4rem}
        .grid th[scope=row] span{display:block;line-height:1.35}
        .cell{display:block;padding:.16rem .5rem;border-radius:5px;text-decoration:none;
        white-space:nowrap;border-left:3px solid transparent}
        a.cell:hover{text-decoration:underline}
        .cell small{display:block;color:inherit;font-weight:600;line-height:1.25}
        .cell.late,.cell.held{border-left-color:currentColor}
        .cell.other{background:none;color:var(--muted)}
        .cell.other small{font-weight:400}

        """

    private static let parts = """
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.6rem,1fr));
        gap:.5rem;margin:.6rem 0;padding:0;list-style:none}
        .figures a,.figures div{display:block;height:100%;padding:.45rem .75rem;border-radius:7px;
        border:1px solid var(--line);text-decoration:none;color:var(--ink)}
        .figures a:hover{border-color:currentColor}
        .figures b{display:block;font-size:1.55rem;line-height:1.15;font-weight:650;
        font-variant-numeric:tabular-nums}
        .chips{display:flex;flex-wrap:wrap;gap:.35rem;margin:.5rem 0;padding:0;list-style:none}
        .chip{display:inline-block;padding:.1rem .6rem;border-radius:1rem;text-decoration:none;
        white-space:nowrap}
        a.chip:hover{text-decoration:underline}
        .chip[aria-current]{box-shadow:0 0 0 2px currentColor}
        .banner{border-radius:7px;padding:.6rem .9rem;margin:.5rem 0;border-left:5px solid}
        .banner h2{margin:0 0 .2rem;font-size:1rem}
        .banner ul{margin:.2rem 0;padding-left:1.2rem}
        form.filter{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.4rem,1fr));
        gap:.45rem .7rem;align-items:end;padding:.6rem .8rem;background:var(--panel);
        border:1px solid var(--line);border-radius:7px;margin:.6rem 0}
        label{display:block;font-size:.82rem;color:var(--muted)}
        input,select,button{font:inherit;color:var(--ink);background:var(--ground);width:100%;
        border:1px solid var(--muted);border-radius:5px;padding:.26rem .5rem;min-height:2rem}
        ::placeholder{color:var(--muted);opacity:1}
        button{cursor:pointer;font-weight:600}
        .out button{width:auto;min-height:0;padding:.1rem .6rem;font-weight:400}
        .actions{display:flex;gap:.7rem;align-items:center}
        .actions button{width:auto;padding:.26rem 1.1rem}
        dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.1rem;margin:.5rem 0}
        dt{color:var(--muted)}
        dd{margin:0;overflow-wrap:anywhere}
        .pages{display:flex;flex-wrap:wrap;gap:.3rem 1rem;margin:.5rem 0}
        .narrow{max-width:24rem}
        article.detail{border-top:1px solid var(--line);padding:.4rem 0 .7rem}
        article.detail h3{font-size:.95rem;margin:.4rem 0}

        """

    private static let shades = Shade.allCases.map { shade in
        ".\(shade.rawValue){color:var(--\(shade.rawValue));"
            + "background:var(--\(shade.rawValue)-ground)}\n"
            + ".figures a.\(shade.rawValue),.figures div.\(shade.rawValue)"
            + "{color:var(--\(shade.rawValue))}\n"
    }.joined()

    private static let media = """
        @media (max-width:40rem){main,body>header,footer{padding-left:.7rem;padding-right:.7rem}
        .grid th[scope=row]{min-width:9rem;max-width:10.5rem;overflow-wrap:anywhere}
        .figures{grid-template-columns:repeat(auto-fit,minmax(5.6rem,1fr))}
        dl.facts{grid-template-columns:1fr;gap:0 0}dd{margin-bottom:.4rem}
        .out{margin-left:0}}
        @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
        @media print{body>header nav,.filter,.pages,.skip,.out{display:none}
        .scroll,.grid{max-height:none;overflow:visible;border:0}
        .grid thead th,.grid th[scope=row]{position:static}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """
}
