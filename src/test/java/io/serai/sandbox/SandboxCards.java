package io.serai.sandbox;

import io.serai.issuing.CardsImport;
import io.serai.journal.CardSeals;
import io.serai.payment.Ids;
import io.serai.testkit.TestCards;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Gives the hub its first cards; those that it has already stay as they are. */
final class SandboxCards {

  /** What is in each account at first, in yen. */
  static final long BALANCE = 100_000;

  private SandboxCards() {}

  /** The id of a card, from 1 on. */
  static String id(int card) {
    return "crd_sandbox_%06d".formatted(card);
  }

  static void add(SandboxSettings settings, Secrets secrets) {
    if (settings.cards() == 0) {
      return;
    }
    var programs = CardsImport.programs(settings.project().resolve("routes"));
    String url = "jdbc:postgresql://localhost:" + settings.port(Port.POSTGRES) + "/serai";
    byte[] file = TestCards.file(settings.cards(), BALANCE).getBytes(StandardCharsets.UTF_8);
    // The cards of a file are named in its order, so that people can work out their ids, too.
    AtomicInteger last = new AtomicInteger();
    Ids ids =
        prefix ->
            switch (prefix) {
              case "crd_" -> id(last.incrementAndGet());
              case "acc_" -> id(last.get()).replaceFirst("crd", "acc");
              default -> prefix + UUID.randomUUID().toString().replace("-", "");
            };
    try (var connection = new SingleConnectionDataSource(url, "serai", "serai", true)) {
      var unused =
          new CardsImport(
                  JdbcClient.create(connection),
                  CardSeals.of(secrets.vaultKeyFile().toString()),
                  name -> Optional.ofNullable(programs.get(name)),
                  Clock.systemUTC(),
                  ids)
              .read(new ByteArrayInputStream(file));
    }
  }
}
