package io.serai.routing.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tests of the routes that are shipped, through the library (S3.25). */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ShippedRouteTestsTest {

  @SuppressWarnings("NullAway.Init")
  private static RouteTestReport report;

  @BeforeAll
  static void run() {
    report = new RouteTests(Path.of("routes"), Path.of("kamelets")).run();
  }

  @AfterAll
  static void tell() {
    // What no test took is worth seeing in every build.
    org.slf4j.LoggerFactory.getLogger(ShippedRouteTestsTest.class).info("\n{}", report.text());
  }

  @Test
  void theyPass() {
    assertThat(report.failed()).as(report.text()).isZero();
    assertThat(report.tests()).hasSizeGreaterThan(40);
  }

  @Test
  void everyBranchOfTheRoutesIsTaken() {
    assertThat(report.untaken())
        .extracting(RouteTestReport.Branch::file)
        .noneMatch(file -> file.startsWith("routes/online") || file.startsWith("routes/batch"));
  }
}
