package io.serai.cli;

import io.serai.client.Call;
import java.net.URI;

/** A call as a line for a shell, with the API key in a variable. */
final class CurlLine {

  private CurlLine() {}

  static String of(URI hub, Call<?> call) {
    StringBuilder line = new StringBuilder("curl -s ");
    line.append(quoted(hub.toString().replaceFirst("/+$", "") + call.path()));
    line.append(" -H \"Authorization: Bearer $SERAI_API_KEY\"");
    String body = call.json();
    if (body != null) {
      line.append(" -H ").append(quoted("Idempotency-Key: " + call.key()));
      line.append(" -H 'Content-Type: application/json'");
      line.append(" -d ").append(quoted(body));
    }
    return line.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
