package io.serai.routing.picture;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A page around the picture. It loads nothing from elsewhere and has no script. */
public final class Page {

  private Page() {}

  /**
   * The page, which renews itself every ten seconds.
   *
   * @param svg the picture
   * @param set the hash of the active set of routes
   * @param since since when is counted
   */
  public static String html(String svg, String set, Instant since) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="refresh" content="10">
        <title>Routes - Serai</title>
        <style>
        body{font:14px system-ui,sans-serif;color:#1b1f24;background:#fff;margin:1.5em}
        h1{font-size:1.3em}
        svg{max-width:100%%;height:auto}
        </style>
        </head>
        <body>
        <h1>Routes</h1>
        <p>Set <code>%s</code>. The numbers are what this process counted since %s UTC; at a provider,         the payments that it had last. Blue arrows were taken. Where an arrow is dashed, the payment         itself says which provider. Point at an arrow for its condition.</p>
        %s</body>
        </html>
        """
        .formatted(
            Escape.xml(set),
            since.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", ""),
            svg);
  }
}
