@NullMarked
package io.serai.iso8583.field;

import org.jspecify.annotations.NullMarked;
