package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.check.CheckReport;
import io.serai.check.Checker;
import java.sql.SQLException;

/** The checker over a hub's database, which finds nothing. */
final class NoBreach {

  private NoBreach() {}

  /** Of the cards of a hub that is at rest. */
  static void in(TestHub hub) throws SQLException {
    CheckReport report = Checker.on(hub.dataSource()).full().run();
    assertThat(report.breaches()).isEmpty();
    assertThat(report.accounts()).isPositive();
  }
}
