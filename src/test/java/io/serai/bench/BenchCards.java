package io.serai.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.CardImportReport;
import io.serai.issuing.CardsImport;
import io.serai.journal.CardSeals;
import io.serai.testkit.TestCards;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Gives the hub its cards, as {@code serai cards import} does. */
final class BenchCards {

  private BenchCards() {}

  static void add(String url, Path routes, Path vaultKey) {
    var programs = CardsImport.programs(routes);
    byte[] file = TestCards.file(Servers.CARDS, Servers.BALANCE).getBytes(UTF_8);
    try (var connection = new SingleConnectionDataSource(url, true)) {
      JdbcClient jdbc = JdbcClient.create(connection);
      CardImportReport report =
          new CardsImport(
                  jdbc,
                  CardSeals.of(vaultKey.toString()),
                  name -> Optional.ofNullable(programs.get(name)),
                  Clock.systemUTC(),
                  prefix -> prefix + UUID.randomUUID().toString().replace("-", ""))
              .read(new ByteArrayInputStream(file));
      assertThat(report.errors()).isEmpty();
      jdbc.sql("vacuum analyze card, card_account").update();
    }
  }
}
