package io.serai.provider.answers;

import io.serai.payment.ExchangeKeys;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spi.InterceptStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Puts a tap behind each step of a set of routes by which answers come in: a call over HTTP or a
 * link, and the reading of a record. So every Kamelet is watched, and none has to say so.
 *
 * @param watch who looks at the answers
 */
record AnswerTap(AnswerWatch watch) implements CamelContextCustomizer {

  private static final Set<String> SCHEMES =
      Set.of("vertx-http", "netty-http", "http", "https", "iso8583");

  @Override
  public void configure(CamelContext context) {
    String folder = context.getGlobalOption(ExchangeKeys.SET_KAMELETS);
    if (folder != null) {
      context
          .getCamelContextExtension()
          .addInterceptStrategy(new Taps(AnswersFile.all(Path.of(folder)), watch));
    }
  }

  private record Taps(Map<String, DeclaredAnswers> declared, AnswerWatch watch)
      implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
        CamelContext context, NamedNode definition, Processor target, @Nullable Processor next) {
      boolean answers =
          definition instanceof UnmarshalDefinition
              || (definition instanceof ToDefinition to && calls(to.getUri()))
              || (definition instanceof ToDynamicDefinition to && calls(to.getUri()));
      return answers ? new TappedStep(target, declared, watch) : target;
    }

    private static boolean calls(@Nullable String uri) {
      return uri != null && SCHEMES.contains(uri.substring(0, Math.max(0, uri.indexOf(':'))));
    }
  }
}
