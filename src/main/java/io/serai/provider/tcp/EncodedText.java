package io.serai.provider.tcp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.beanio.types.TypeHandler;
import org.jspecify.annotations.Nullable;

/**
 * A field of text in a character set with more than one byte for a character, such as EUC-KR, for
 * fixed-length records that count bytes. BeanIO counts characters; so records are read and written
 * in ISO-8859-1, in which a character is a byte, and this turns the bytes of a field into text and
 * back. A text that is too long is cut between two characters.
 */
public final class EncodedText implements TypeHandler {

  private Charset charset = StandardCharsets.UTF_8;
  private int length = Integer.MAX_VALUE;

  /** The character set's name, such as {@code EUC-KR}. */
  public void setCharset(String name) {
    charset = Charset.forName(name);
  }

  /** The most bytes that the field holds. */
  public void setLength(int bytes) {
    length = bytes;
  }

  @Override
  public @Nullable Object parse(@Nullable String bytes) {
    return bytes == null
        ? null
        : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), charset).strip();
  }

  @Override
  public @Nullable String format(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    String text = Objects.toString(value);
    byte[] bytes = text.getBytes(charset);
    while (bytes.length > length) {
      text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
      bytes = text.getBytes(charset);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public Class<?> getType() {
    return String.class;
  }
}
