package io.serai;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells a mistake in a route, a file or a property in two lines instead of a stack trace, to
 * whoever edited it. Spring Boot finds it through {@code META-INF/spring.factories}.
 */
final class ConfigurationFailures extends AbstractFailureAnalyzer<SeraiException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, SeraiException cause) {
    return cause.code() == ErrorCode.CONFIGURATION
        ? new FailureAnalysis(
            String.valueOf(cause.getMessage()),
            "Correct what is named, and start again; nothing was taken in meanwhile.",
            failure)
        : null;
  }
}
