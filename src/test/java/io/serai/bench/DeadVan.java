package io.serai.bench;

import static org.awaitility.Awaitility.await;

import io.serai.hub.Terminal;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A VAN that takes requests and never answers, and a thousand that wait for it. */
final class DeadVan {

  private static final int WAITING = 1_000;
  private static final String CARD = "5105105105105100";
  private static final String SENT =
      "select count(*) from journal where event = 'attempt-started'"
          + " and at > now() - interval '2 minutes' and data::jsonb ->> 'provider' = 'van-c'"
          + " and not exists (select from journal e where e.payment_id = journal.payment_id"
          + " and e.event = 'attempt-ended')";

  private final Servers servers;
  private boolean waiting;

  DeadVan(Servers servers) {
    this.servers = servers;
  }

  /** Once a thousand wait. */
  void awaitWaiting() throws InterruptedException {
    if (waiting) {
      return;
    }
    waiting = true;
    hang();
    Terminal terminal = Terminal.connect(servers.port(Scenario.Subject.BESIDE_DEAD));
    for (int stan = 1; stan <= WAITING; stan++) {
      var unused = terminal.sendAsync(Terminal.request("0100", stan, CARD, 1000));
    }
    await("a thousand wait").atMost(Duration.ofMinutes(1)).until(() -> sent() >= WAITING);
  }

  private void hang() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(servers.steering("van-c"))
            .PUT(HttpRequest.BodyPublishers.ofString("{\"answer\": \"hang\"}"))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException("van-c is not steered: " + answer.body());
      }
    } catch (IOException e) {
      throw new IllegalStateException("van-c is not steered", e);
    }
  }

  private long sent() throws SQLException {
    try (Connection connection = DriverManager.getConnection(servers.hubDatabase());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SENT)) {
      row.next();
      return row.getLong(1);
    }
  }
}
