package io.serai.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where somebody listens.
 *
 * @param host a name or a numeric address
 * @param port 1 to 65535
 */
record Address(String host, int port) {

  /** Reads {@code host:port}. */
  static final class Converter implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      int colon = text.lastIndexOf(':');
      String port = text.substring(colon + 1);
      if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
        throw new TypeConversionException("'" + text + "' is not host:port");
      }
      return new Address(text.substring(0, colon), Integer.parseInt(port));
    }
  }
}
