package recobeat.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import recobeat.model.Lack;

/** Reads reasons as they are written in reports: {@code not-featured}. */
final class LackName implements ITypeConverter<Lack> {

  @Override
  public Lack convert(String text) {
    for (Lack lack : Lack.values()) {
      if (name(lack).equals(text.toLowerCase(Locale.ROOT))) {
        return lack;
      }
    }
    throw new TypeConversionException("'" + text + "' is not one of "
        + Arrays.stream(Lack.values()).map(LackName::name).collect(Collectors.joining(", ")));
  }

  static String name(Lack lack) {
    return lack.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
