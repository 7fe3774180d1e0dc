package io.serai.provider.tcp;

import io.serai.payment.ExchangeKeys;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceResolver;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * Files beside the Kamelets, named {@code kamelets:<file>}: the folder is that of the set of
 * routes, so that a format is replaced together with the Kamelet that uses it.
 */
public final class BesideKamelets implements ResourceResolver {

  private static final String SCHEME = "kamelets";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  private @Nullable CamelContext context;

  @Override
  public String getSupportedScheme() {
    return SCHEME;
  }

  @Override
  public Resource resolve(String uri) {
    String name = uri.substring(SCHEME.length() + 1);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + uri + "' names no file beside the Kamelets; write kamelets:<file>");
    }
    CamelContext of = Objects.requireNonNull(context, "Camel sets its context");
    Path folder =
        Path.of(Objects.requireNonNullElse(of.getGlobalOption(ExchangeKeys.SET_KAMELETS), SCHEME));
    return PluginHelper.getResourceLoader(of)
        .resolveResource("file:" + folder.resolve(name).toAbsolutePath());
  }

  @Override
  public @Nullable CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void setCamelContext(CamelContext camelContext) {
    context = camelContext;
  }

  @Override
  public void start() {
    // It holds nothing.
  }

  @Override
  public void stop() {
    // It holds nothing.
  }
}
