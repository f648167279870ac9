import java.io.File;
import java.util.Arrays;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints, for each PDF named after a standard, one line for each rule of it that it breaks. */
public class PdfUa {
    public static void main(String[] named) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.valueOf(named[0]);
        for (String file : Arrays.copyOfRange(named, 1, named.length)) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                 PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = validator.validate(parser);
                System.out.println(file + "\tchecks\t" + result.getTotalAssertions());
                for (TestAssertion broken : result.getTestAssertions()) {
                    if (broken.getStatus() == TestAssertion.Status.FAILED) {
                        System.out.println(file + "\tbroken\t" + broken.getRuleId().getClause() + "-"
                            + broken.getRuleId().getTestNumber() + " " + broken.getMessage().replace('\n', ' ')
                            + " at " + broken.getLocation().getContext());
                    }
                }
            }
        }
    }
}
