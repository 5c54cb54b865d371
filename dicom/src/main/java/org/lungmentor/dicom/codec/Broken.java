package org.lungmentor.dicom.codec;

import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** What is said of compressed frames that cannot be decoded. */
final class Broken {
    private Broken() {}

    static CaseRefused frame(String codec, String what) {
        return new CaseRefused(Reason.BAD_DICOM, message(codec, what));
    }

    static CaseRefused frame(String codec, String what, Exception cause) {
        return new CaseRefused(Reason.BAD_DICOM, message(codec, what), cause);
    }

    static CaseRefused cutOff(String codec) {
        return new CaseRefused(Reason.TRUNCATED, "A " + codec + " frame ends too early: fetch the file again.");
    }

    static CaseRefused unsupported(String codec, String what) {
        return new CaseRefused(
                Reason.UNSUPPORTED_TRANSFER_SYNTAX,
                "A " + codec + " frame is of a kind that is not decoded (" + what
                        + "): convert the files to Explicit VR Little Endian.");
    }

    private static String message(String codec, String what) {
        return "A " + codec + " frame is broken: " + what + ". Fetch the file again.";
    }
}
