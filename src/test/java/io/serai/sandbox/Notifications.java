package io.serai.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The telephones of all holders: takes what the hub's webhook tells, and shows the last of it. */
final class Notifications implements HttpHandler {

  private static final int SHOWN = 20;

  private final Deque<String> last = new ArrayDeque<>();

  @Override
  public void handle(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (call.getRequestMethod().equals("POST")) {
      took(body);
      call.sendResponseHeaders(204, -1);
    } else {
      byte[] shown = shown().getBytes(StandardCharsets.UTF_8);
      call.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      call.sendResponseHeaders(200, 0);
      call.getResponseBody().write(shown);
    }
    call.close();
  }

  private synchronized void took(String event) {
    last.add(event);
    if (last.size() > SHOWN) {
      last.remove();
    }
  }

  /** The oldest first, a line for each. */
  private synchronized String shown() {
    StringBuilder text = new StringBuilder();
    last.forEach(event -> text.append(event).append('\n'));
    return text.toString();
  }
}
