/// A section with a heading and one table of rows.
struct ListTable {
    let id: String
    let title: String
    let caption: String
    let columns: [String]
    /// The columns that hold numbers, from 0.
    var numeric: Set<Int> = []
    /// Whole `<tr>` elements.
    let rows: [HTML]

    var html: HTML {
        let heads = columns.enumerated().map { index, name -> HTML in
            let numbers: HTML = numeric.contains(index) ? " class=\"n\"" : ""
            return "<th scope=\"col\"\(numbers)>\(name)</th>"
        }
        return """
            <section aria-labelledby="\(id)"><h2 id="\(id)">\(title)</h2>
            <div class="scroll list" role="region" aria-label="\(title)" tabindex="0"><table>\
            <caption>\(caption)</caption>
            <thead><tr>\(heads)</tr></thead>
            <tbody>
            \(rows)</tbody></table></div></section>

            """
    }
}
