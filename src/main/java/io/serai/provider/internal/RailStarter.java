package io.serai.provider.internal;

import io.serai.provider.ProviderSet;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;

/**
 * Starts the rails once the routes of the Kamelets run; a Kamelet that is called before that has no
 * consumer.
 *
 * @param providers whose rails
 * @param own which of them this process speaks to
 */
record RailStarter(ProviderSet providers, OwnProviders own) implements ExtendedStartupListener {

  @Override
  public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
    // Too early: the Kamelets' routes are not there.
  }

  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    // Too early: the Kamelets' routes do not run.
  }

  @Override
  public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
    providers.all().stream()
        .filter(provider -> own.has(provider.name()))
        .forEach(provider -> provider.rail().start());
  }
}
