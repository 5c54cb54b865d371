package org.lungmentor.expand;

import java.io.Serializable;
import java.util.Locale;
import org.lungmentor.imaging.UsageException;

/** What a user says of where the tumour is. Networks that work on lungs need nothing, a teacher a box, a unet a point. */
public sealed interface Prompt extends Serializable {
    /** Nothing. */
    record None() implements Prompt {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A box.
     *
     * @param path NIfTI file on the scan's grid, at least 0.5 in the box; any Hadoop path
     */
    record Box(String path) implements Prompt {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A point within the tumour, in RAS+ mm (NIfTI's world coordinates).
     *
     * @param x to the patient's right
     * @param y to the front
     * @param z to the head
     */
    record Centre(double x, double y, double z) implements Prompt {
        private static final long serialVersionUID = 1L;

        /**
         * {@code 34.5,-20,112}.
         *
         * @throws UsageException if it is no such triple
         */
        public static Centre parse(String text) {
            String[] parts = text.split(",", -1);
            double[] mm = new double[parts.length];
            try {
                for (int i = 0; i < parts.length; i++) {
                    mm[i] = Double.parseDouble(parts[i].strip());
                }
            } catch (NumberFormatException noNumber) {
                throw wrong(text, noNumber);
            }
            if (mm.length != 3 || !Double.isFinite(mm[0] + mm[1] + mm[2])) {
                throw wrong(text, new IllegalArgumentException(text));
            }
            return new Centre(mm[0], mm[1], mm[2]);
        }

        private static UsageException wrong(String text, Exception why) {
            return new UsageException(
                    "--centre wants X,Y,Z in millimetres (RAS+), such as 34.5,-20,112, not '" + text + "'.", why);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "(%.1f, %.1f, %.1f) mm", x, y, z);
        }
    }
}
