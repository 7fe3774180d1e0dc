package io.serai;

import java.net.BindException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Names the REST entry's port where it is taken, since Camel only says that some address is. Links
 * and the operators' port tell of theirs themselves.
 */
final class RestPortFailures extends AbstractFailureAnalyzer<BindException> {

  private static final String PROPERTY = "serai.rest.port";
  private static final String DEFAULT = "8080";

  private final Environment environment;

  RestPortFailures(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, BindException cause) {
    return new FailureAnalysis(
        PROPERTY + ": port " + environment.getProperty(PROPERTY, DEFAULT) + " is taken",
        "Free it, or set " + PROPERTY + " to another; nothing was taken in meanwhile.",
        failure);
  }
}
