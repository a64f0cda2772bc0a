"""Materials of the tests' city, and files to send."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from pptx import Presentation

from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.materials import intake, services
from tomoni.academy.cohorts.materials.models import Kind, Material

SLIDES = "# 一枚め\n- 目標を一文で\n\n???\nひと息おく\n\n---\n\n# 二枚め\n**課題**は原因の一つ"


def slides(
    city: City, *, actor: User | None = None, number: int = 1, for_lecturers: bool = False,
    title: str = "目標の書き方", text: str = SLIDES,
) -> Material:  # fmt: skip
    return services.add(
        city.cohort, kind=Kind.SLIDES, actor=actor or city.lecturer,
        place=services.Place(number, title, for_lecturers=for_lecturers),
        content=services.Content(text=text),
    )  # fmt: skip


def recording(city: City, *, number: int = 1, actor: User | None = None) -> Material:
    return services.add(
        city.cohort, kind=Kind.RECORDING, actor=actor or city.recorder,
        place=services.Place(number, f"第{number}回の話し合い"),
        content=services.Content(
            file=intake.receive(png(), name="絵.png"), alt="窓口の長い列", summary="混むのは月末",
        ),
    )  # fmt: skip


def at_slides(city: City) -> tuple[object, ...]:
    return (slides(city).pk,)


def at_version(city: City) -> tuple[object, ...]:
    return (*at_slides(city), 1)


def at_file(city: City) -> tuple[object, ...]:
    return (recording(city).pk, 1)


def png(*, size: tuple[int, int] = (40, 20)) -> bytes:
    return _saved(Image.new("RGB", size, "red"), "PNG")


def photo() -> bytes:
    """As a telephone makes it: lying on its side, with the place where it was taken."""
    picture = Image.new("RGB", (40, 20), "red")
    about = picture.getexif()
    about[0x0112], about[0x010F] = 6, "TELEPHONE"
    about.get_ifd(0x8825)[2] = (IFDRational(34), IFDRational(45), IFDRational(25))
    kept = BytesIO()
    picture.save(kept, "JPEG", exif=about, comment=b"TELEPHONE")
    return kept.getvalue()


def pptx(*, also: dict[str, bytes] | None = None) -> bytes:
    """A presentation, with more parts in its package."""
    kept = BytesIO()
    made = Presentation()
    made.slides.add_slide(made.slide_layouts[0])
    made.save(kept)
    with ZipFile(kept, "a", ZIP_DEFLATED) as package:
        for name, data in (also or {}).items():
            package.writestr(name, data)
    return kept.getvalue()


def _saved(picture: Image.Image, kind: str) -> bytes:
    kept = BytesIO()
    picture.save(kept, kind)
    return kept.getvalue()
