package io.serai.routing.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.language.bean.BeanLanguage;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Camel's bean language, which simple asks for <code>${body[method][bin]}</code>, with a short way
 * through maps. Camel's own copies the exchange and looks the body up in a cache of beans at every
 * bracket, where the body then stays, with whatever card number is in it. Whatever is not a plain
 * way to a field that is there goes Camel's own way. One for each context; thread-safe.
 */
final class FieldLanguage extends BeanLanguage {

  private static final Pattern PATH = Pattern.compile("(\\[[A-Za-z_][A-Za-z_0-9]*])+");
  private static final Pattern KEY = Pattern.compile("\\[([^]]+)]");

  // One for each text that routes use; empty where Camel's own way is to be gone.
  private final ConcurrentMap<String, List<String>> paths = new ConcurrentHashMap<>();

  @Override
  public Expression createExpression(@Nullable String expression, Object[] properties) {
    if (properties.length > 2
        && properties[1] instanceof Map<?, ?> body
        && properties[2] instanceof String text) {
      Object value = find(body, paths.computeIfAbsent(text, FieldLanguage::path));
      if (value != null) {
        return new Found(value);
      }
    }
    return super.createExpression(expression, properties);
  }

  private static List<String> path(String text) {
    return PATH.matcher(text).matches()
        ? KEY.matcher(text).results().map(found -> found.group(1)).toList()
        : List.of();
  }

  private static @Nullable Object find(Map<?, ?> body, List<String> path) {
    Object value = path.isEmpty() ? null : body;
    for (String key : path) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value;
  }

  /** What was found, converted by Camel to what the rule compares it with. */
  private static final class Found extends ExpressionAdapter {

    private final Object value;

    Found(Object value) {
      this.value = value;
    }

    @Override
    public Object evaluate(Exchange exchange) {
      return value;
    }
  }
}
