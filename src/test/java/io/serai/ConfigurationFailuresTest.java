package io.serai;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class ConfigurationFailuresTest {

  private final FailureAnalyzer analyzer =
      SpringFactoriesLoader.forDefaultResourceLocation()
          // Some of Spring Boot's own need a bean factory and are left out here.
          .load(FailureAnalyzer.class, (type, name, failure) -> {})
          .stream()
          .filter(ConfigurationFailures.class::isInstance)
          .findFirst()
          .orElseThrow();

  @Test
  void aMistakeInARouteIsToldWithoutItsStackTrace() {
    var mistake = new SeraiException(ErrorCode.CONFIGURATION, "payment:pay: write payment:charge");
    var analysis = analyzer.analyze(new IllegalStateException("no bean", mistake));

    assertThat(analysis).isNotNull();
    assertThat(analysis.getDescription()).isEqualTo("payment:pay: write payment:charge");
    assertThat(analysis.getAction()).startsWith("Correct what is named");
  }

  @Test
  void aDefectKeepsItsStackTrace() {
    assertThat(analyzer.analyze(new SeraiException(ErrorCode.INTERNAL, "a defect"))).isNull();
  }
}
