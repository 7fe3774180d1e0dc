package io.serai.routing.picture;

/** Makes a text safe within SVG and HTML, in elements and in quoted attributes. */
final class Escape {

  private Escape() {}

  /** Characters that XML does not allow at all become spaces. */
  static String xml(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            one -> {
              switch (one) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(one) ? one : ' ');
              }
            });
    return safe.toString();
  }

  private static boolean allowed(int one) {
    return one == '\n'
        || one == '\t'
        || (one >= 0x20 && one <= 0xD7FF)
        || (one >= 0xE000 && one <= 0xFFFD)
        || one >= 0x10000;
  }
}
