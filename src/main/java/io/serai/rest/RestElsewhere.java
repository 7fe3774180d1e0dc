package io.serai.rest;

import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.RestRegistry.RestService;
import org.springframework.stereotype.Component;

/** Answers what no path of the REST DSL takes: 405 with the methods that there are, or 404. */
@Component("restElsewhere")
final class RestElsewhere implements Processor {

  @Override
  public void process(Exchange exchange) {
    String path = exchange.getMessage().getHeader(Exchange.HTTP_URI, "", String.class);
    List<String> methods = methods(exchange.getContext(), path.replaceFirst("/$", ""));
    if (methods.isEmpty()) {
      Answers.problem(
          exchange, Problem.of(ErrorCode.PATH_NOT_FOUND, "There is no such path; see /docs."));
    } else {
      String allow = String.join(", ", methods);
      Answers.problem(
              exchange, Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "This path takes " + allow + "."))
          .setHeader("Allow", allow);
    }
  }

  private static List<String> methods(CamelContext context, String path) {
    return context.getRestRegistry().listAllRestServices().stream()
        .filter(service -> takes(service, path))
        .map(service -> service.getMethod().toUpperCase(Locale.ROOT))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean takes(RestService service, String path) {
    String template = ("/" + service.getBasePath() + "/" + uri(service)).replaceAll("/{2,}", "/");
    return path.matches(template.replaceFirst("/$", "").replaceAll("\\{[^}]+}", "[^/]+"));
  }

  private static String uri(RestService service) {
    return service.getUriTemplate() == null ? "" : service.getUriTemplate();
  }
}
