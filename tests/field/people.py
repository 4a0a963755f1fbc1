"""How hand-ins arrive: names of files and folders, and what each platform makes of them.

Each case is a class of a few people with the files that they, or their platform, make of one right
notebook or file; the rows that grading must yield stand beside it.
"""

from __future__ import annotations

from tests.field.class_of_files import Case

CASES = [
    Case(
        "nbgrader_layout", "nbgrader's own folders",
        {"ada/04_losses/losses.ipynb": "notebook", "ben/04_losses/losses.ipynb": "notebook"},
        {"ada": True, "ben": True},
    ),
    Case(
        "folder_of_the_week", "a folder a student, in it one named as the teacher numbers it",
        {"ada/hw4/losses.py": "python", "ben/hw4/losses.py": "python"},
        {"ada": True, "ben": True}, guessed=True,
    ),
    Case(
        "folder_named_after_the_topic", "a folder a student, in it one named after the topic",
        {"finn/losses/losses.ipynb": "notebook", "gita/losses/losses.ipynb": "notebook"},
        {"finn": True, "gita": True}, guessed=True,
    ),
    Case(
        "folder_a_student", "a folder a student with the notebook in it",
        {"ada/losses.ipynb": "notebook", "ben/losses.ipynb": "notebook"},
        {"ada": True, "ben": True},
    ),
    Case(
        "deep_folders", "a share of files: course, section, student, week",
        {
            "course/section-a/ada/week 4/losses.ipynb": "notebook",
            "course/section-a/ben/week 4/losses.ipynb": "notebook",
            "course/section-b/cleo/week 4/losses.ipynb": "notebook",
        },
        {"ada": True, "ben": True, "cleo": True}, guessed=True,
    ),
    Case(
        "names_with_spaces", "full names as folders",
        {"Ada Lovelace/losses.ipynb": "notebook", "Ben Ng/losses.ipynb": "notebook"},
        {"Ada Lovelace": True, "Ben Ng": True},
    ),
    Case(
        "flat_files", "files named after students",
        {"ada.ipynb": "notebook", "ben.ipynb": "notebook"},
        {"ada": True, "ben": True}, guessed=True,
    ),
    Case(
        "name_and_topic", "files named after student and topic",
        {"ada_losses.ipynb": "notebook", "ben_losses.ipynb": "notebook"},
        {"ada": True, "ben": True}, guessed=True,
    ),
    Case(
        "downloaded_twice", "a browser's (1)",
        {"ada/losses (1).ipynb": "notebook", "ben/losses(2).ipynb": "notebook"},
        {"ada": True, "ben": True},
    ),
    Case(
        "final_version", "losses_final_v2.ipynb",
        {"ada/losses_final_v2.ipynb": "notebook", "ben/Losses FINAL.ipynb": "notebook"},
        {"ada": True, "ben": True},
    ),
    Case(
        "copy_is_done", "the copy is worked in, the original left as it was released",
        {"ada/losses.ipynb": "untouched", "ada/losses-Copy1.ipynb": "notebook"},
        {"ada": True}, notices=("losses-Copy1.ipynb",),
    ),
    Case(
        "original_is_done", "a copy of the release is kept beside",
        {"ada/losses.ipynb": "notebook", "ada/losses-original.ipynb": "untouched"},
        {"ada": True},
    ),
    Case(
        "notebook_and_its_export", "the notebook and its export as a script",
        {"ada/losses.ipynb": "notebook", "ada/losses.py": "python"},
        {"ada": True},
    ),
    Case(
        "an_ending_too_many", "a mail program appends .txt",
        {"ada/losses.ipynb": "notebook", "gita.ipynb.txt": "notebook"},
        {"ada": True, "gita": True}, guessed=True,
    ),
    Case(
        "json_ending", "a browser saves the notebook as .json",
        {"ada/losses.ipynb.json": "notebook", "ben/losses.ipynb": "notebook"},
        {"ada": True, "ben": True},
    ),
    Case(
        "upper_case_ending", "an old file system",
        {"ada/LOSSES.IPYNB": "notebook", "ben/losses.ipynb": "notebook"},
        {"ada": True, "ben": True},
    ),
    Case(
        "litter_beside", "the Finder's and Jupyter's own files",
        {
            "ada/losses.ipynb": "notebook",
            "ada/.ipynb_checkpoints/losses-checkpoint.ipynb": "untouched",
            "ada/.DS_Store": "other",
            "__MACOSX/ada/._losses.ipynb": "other",
        },
        {"ada": True},
    ),
    Case(
        "pdf_only", "a print of the notebook",
        {"ada/losses.ipynb": "notebook", "ben/losses.pdf": "other"},
        {"ada": True, "ben": False},
    ),
    Case(
        "broken_notebook", "a download that broke off",
        {"ada/losses.ipynb": "notebook", "ben/hw4.ipynb": "broken"},
        {"ada": True, "ben": False},
    ),
    Case(
        "canvas", "Canvas, Download Submissions",
        {
            "lovelaceada_101_9001_losses.ipynb": "notebook",
            "ngben_LATE_102_9002_losses.ipynb": "notebook",
        },
        {"lovelaceada": True, "ngben": True}, archive="submissions.zip",
    ),
    Case(
        "canvas_second_attempt", "Canvas numbers the file of a second attempt",
        {
            "lovelaceada_101_9001_losses.ipynb": "untouched",
            "lovelaceada_101_9005_losses-1.ipynb": "notebook",
        },
        {"lovelaceada": True}, archive="submissions.zip",
    ),
    Case(
        "canvas_anonymous", "Canvas with anonymous grading",
        {
            "anon_aB3dE_9001_losses.ipynb": "untouched",
            "anon_aB3dE_9002_losses-1.ipynb": "notebook",
            "anon_Xy9zQ_9003_losses.ipynb": "notebook",
        },
        {"anon_aB3dE": True, "anon_Xy9zQ": True}, archive="submissions.zip",
    ),
    Case(
        "canvas_link", "Canvas: somebody handed in an address",
        {"lovelaceada_101_9001_losses.ipynb": "notebook", "ngben_102_9002_link.html": "other"},
        {"lovelaceada": True, "ngben": False}, archive="submissions.zip",
    ),
    Case(
        "canvas_text_entry", "Canvas: somebody typed into the text field",
        {"lovelaceada_101_9001_losses.ipynb": "notebook", "ngben_102_text.html": "other"},
        {"lovelaceada": True, "ngben": False}, archive="submissions.zip",
    ),
    Case(
        "moodle_folders", "Moodle, submissions in folders",
        {
            "Ada Lovelace_101_assignsubmission_file_/losses.ipynb": "notebook",
            "Ben Ng_102_assignsubmission_file_/losses.ipynb": "notebook",
        },
        {"Ada Lovelace": True, "Ben Ng": True}, archive="moodle.zip",
    ),
    Case(
        "moodle_files", "Moodle, without folders",
        {
            "Ada Lovelace_101_assignsubmission_file_losses.ipynb": "notebook",
            "Ben Ng_102_assignsubmission_onlinetext_onlinetext.html": "other",
        },
        {"Ada Lovelace": True, "Ben Ng": False}, archive="moodle.zip",
    ),
    Case(
        "moodle_blind", "Moodle with blind marking",
        {
            "Participant_101_assignsubmission_file_/losses.ipynb": "notebook",
            "Participant_102_assignsubmission_file_/losses.ipynb": "notebook",
        },
        {"Participant-101": True, "Participant-102": True}, archive="moodle.zip",
    ),
    Case(
        "blackboard", "Blackboard, ids that hold an underscore",
        {
            "HW_ann_lee_attempt_2026-10-01-10-00-00_losses.py": "python",
            "HW_bob_lee_attempt_2026-10-02-10-00-00_losses.py": "python",
            "HW_ann_lee_attempt_2026-10-01-10-00-00.txt": "other",
        },
        {"ann_lee": True, "bob_lee": True}, archive="gradebook_HW.zip",
    ),
    Case(
        "blackboard_attempts", "Blackboard, two attempts",
        {
            "HW_annlee_attempt_2026-10-01-10-00-00_losses.py": "other",
            "HW_annlee_attempt_2026-10-02-10-00-00_losses.py": "python",
        },
        {"annlee": True}, archive="gradebook_HW.zip",
    ),
    Case(
        "brightspace", "Brightspace, a folder a student",
        {
            "1001-77 - Ada Lovelace - Oct 9, 2026 1159 PM/losses.ipynb": "untouched",
            "1001-77 - Ada Lovelace - Oct 10, 2026 859 AM/losses.ipynb": "notebook",
            "1002-77 - Ben Ng - Oct 9, 2026 100 PM/losses.ipynb": "notebook",
            "index.html": "other",
        },
        {"Ada Lovelace": True, "Ben Ng": True}, archive="Losses Download.zip",
    ),
    Case(
        "ilias", "ILIAS, name, login and number as a folder",
        {
            "Losses/Abgaben/Lovelace_Ada_alovelace_4711/losses.ipynb": "notebook",
            "Losses/Abgaben/Ng_Ben_bng_4712/losses.ipynb": "notebook",
        },
        {"alovelace": True, "bng": True}, archive="ilias.zip",
    ),
    Case(
        "gradescope_export", "Gradescope, Export Submissions",
        {
            "assignment_55_export/submission_9001/losses.ipynb": "notebook",
            "assignment_55_export/submission_9002/losses.ipynb": "notebook",
            "assignment_55_export/submission_metadata.yml": "other",
        },
        {"submission_9001": True, "submission_9002": True}, archive="export.zip",
    ),
    Case(
        "github_classroom", "GitHub Classroom, a repository a student",
        {
            "losses-submissions/losses-adalovelace/losses.ipynb": "notebook",
            "losses-submissions/losses-adalovelace/README.md": "other",
            "losses-submissions/losses-ben-ng/losses.ipynb": "notebook",
        },
        {"adalovelace": True, "ben-ng": True}, guessed=True,
    ),
    Case(
        "zip_in_a_folder", "a student packs the notebook",
        {"ada/losses.ipynb": "notebook", "ben/losses.zip": "other"},
        {"ada": True, "ben": False},
    ),
    Case(
        "assignment_before_student", "nbgrader's folders the other way round",
        {"04_losses/ada/losses.ipynb": "notebook", "04_losses/ben/my_losses.ipynb": "notebook"},
        {"ada": True, "ben": True},
    ),
    Case(
        "assignment_with_flat_files", "a folder an assignment, a file a student",
        {"04_losses/ada.ipynb": "notebook", "04_losses/ben.ipynb": "notebook"},
        {"ada": True, "ben": True}, guessed=True,
    ),
    Case(
        "week_before_student", "a folder a week, in it one a student",
        {"week 4/ada/losses.ipynb": "notebook", "week 4/ben/losses.ipynb": "notebook"},
        {"ada": True, "ben": True},
    ),
    Case(
        "sections_of_files", "a folder a section, a file a student",
        {
            "section-a/ada.ipynb": "notebook", "section-a/ben.ipynb": "notebook",
            "section-b/cleo.ipynb": "notebook",
        },
        {"ada": True, "ben": True, "cleo": True}, guessed=True,
    ),
    Case(
        "folders_of_ones_own", "a student packs the work into a folder",
        {
            "ada/losses.ipynb": "notebook", "ben/my stuff/losses.ipynb": "notebook",
            "cleo/Neuer Ordner/Abgabe.ipynb": "notebook",
        },
        {"ada": True, "ben": True, "cleo": True}, guessed=True,
    ),
    Case(
        "student_numbers", "a folder a student, named by number",
        {"1234567/losses.ipynb": "notebook", "7654321/losses.ipynb": "notebook"},
        {"1234567": True, "7654321": True},
    ),
    Case(
        "groups", "a folder a group",
        {"group-1/losses.ipynb": "notebook", "group-2/losses.ipynb": "notebook"},
        {"group-1": True, "group-2": True},
    ),
    Case(
        "folders_by_a_shells_pattern", "grade class/*",
        {"ada/week 4/losses.ipynb": "notebook", "ben/week 4/losses.ipynb": "notebook"},
        {"ada": True, "ben": True}, guessed=True, paths=("ada", "ben"),
    ),
    Case(
        "files_by_a_shells_pattern", "grade class/*/losses.ipynb",
        {"ada/losses.ipynb": "notebook", "ben/losses.ipynb": "notebook"},
        {"ada": True, "ben": True}, paths=("ada/losses.ipynb", "ben/losses.ipynb"),
    ),
    Case(
        "one_file", "one student's file, named on the command line",
        {"finn/losses/losses.ipynb": "notebook"},
        {"finn": True}, guessed=True, paths=("finn/losses/losses.ipynb",),
    ),
    Case(
        "one_student_in_a_folder", "a folder with one student in it so far",
        {"finn/losses/losses.ipynb": "notebook"},
        {"finn": True}, guessed=True,
    ),
    Case(
        "hand_in_by_mail", "files from mails, named in every way",
        {
            "ada_losses_final.ipynb": "notebook", "losses-ben.ipynb": "notebook",
            "04_losses cleo (1).ipynb": "notebook", "hw4_dan.py": "python",
        },
        {"ada": True, "ben": True, "cleo": True, "dan": True}, guessed=True,
    ),
    Case(
        "python_as_text", "a mail program appends .txt to a Python file",
        {"ada/losses.py.txt": "python", "ben/losses.ipynb": "notebook"},
        {"ada": True, "ben": True},
    ),
    Case(
        "notebook_as_json", "a browser replaces the ending",
        {"ada/losses.json": "notebook", "ben/losses.ipynb": "notebook"},
        {"ada": True, "ben": True},
    ),
    Case(
        "solution_beside_the_release", "the answers are in a Python file beside the release",
        {"ada/losses.ipynb": "untouched", "ada/mine.py": "python", "ben/losses.ipynb": "notebook"},
        {"ada": True, "ben": True}, notices=("mine.py",),
    ),
    Case(
        "broken_beside_right", "a download that broke off, and its copy",
        {"ada/losses.ipynb": "broken", "ada/losses (1).ipynb": "notebook"},
        {"ada": True},
    ),
    Case(
        "broken_flat_file", "a broken file among files named after students",
        {"ada.ipynb": "notebook", "ben.ipynb": "notebook", "cleo.ipynb": "broken"},
        {"ada": True, "ben": True, "cleo": False}, guessed=True,
    ),
    Case(
        "several_pdfs", "half of the class prints the notebook",
        {
            "ada/losses.ipynb": "notebook", "ben/losses.pdf": "other", "cleo/scan.jpg": "other",
            "dan/losses.html": "other", "handout/README.md": "other",
        },
        {"ada": True, "ben": False, "cleo": False, "dan": False},
    ),
    Case(
        "canvas_link_without_number", "Canvas: an address without an upload's number",
        {"lovelaceada_101_9001_losses.ipynb": "notebook", "ngben_LATE_102_link.html": "other"},
        {"lovelaceada": True, "ngben": False}, archive="submissions.zip",
    ),
    Case(
        "canvas_untouched_last", "Canvas: the release handed in again by mistake",
        {
            "lovelaceada_101_9001_losses.ipynb": "notebook",
            "lovelaceada_101_9005_losses-1.ipynb": "untouched",
        },
        {"lovelaceada": True}, archive="submissions.zip",
    ),
    Case(
        "canvas_two_of_one_name", "Canvas: two people of one name",
        {
            "lee_101_9001_losses.ipynb": "notebook", "lee_102_9002_losses.ipynb": "notebook",
        },
        {"lee-101": True, "lee-102": True}, archive="submissions.zip",
    ),
    Case(
        "moodle_text_beside", "Moodle: a file, and a word to the teacher",
        {
            "Ada Lovelace_101_assignsubmission_file_/losses.ipynb": "notebook",
            "Ada Lovelace_101_assignsubmission_onlinetext_/onlinetext.html": "other",
            "Ben Ng_102_assignsubmission_onlinetext_/onlinetext.html": "other",
        },
        {"Ada Lovelace": True, "Ben Ng": False}, archive="moodle.zip",
    ),
    Case(
        "moodle_blind_one", "Moodle with blind marking, one student so far",
        {"Participant_101_assignsubmission_file_/losses.ipynb": "notebook"},
        {"Participant-101": True}, archive="moodle.zip",
    ),
    Case(
        "blackboard_one", "Blackboard, one student so far",
        {"HW_ann_lee_attempt_2026-10-01-10-00-00_losses.py": "python"},
        {"ann_lee": True}, archive="gradebook_CS101_HW_2026-10-03-10-00-00.zip",
    ),
    Case(
        "blackboard_long_name", "Blackboard, an assignment's name of several words",
        {
            "Problem_Set_4_ann_lee_attempt_2026-10-01-10-00-00_losses.py": "python",
            "Problem_Set_4_bob_attempt_2026-10-01-10-00-00_losses.py": "python",
            "Problem_Set_4_cy_attempt_2026-10-01-10-00-00.txt": "other",
        },
        {"ann_lee": True, "bob": True, "cy": False}, archive="gradebook.zip",
    ),
    Case(
        "brightspace_german", "Brightspace in German",
        {
            "77 - Anna-Maria Lee - 9. Oktober 2026 2359/losses.ipynb": "untouched",
            "77 - Anna-Maria Lee - 10. Oktober 2026 0859/losses.ipynb": "notebook",
        },
        {"Anna-Maria Lee": True}, archive="Losses.zip",
    ),
    Case(
        "ilias_with_times", "ILIAS, logins that hold an underscore, times before the files' names",
        {
            "Submissions/Lovelace_Ada_a_lovelace_4711/20261010085900_losses.ipynb": "notebook",
            "Submissions/Ng_Ben_bng_4712/20261009235900_losses.ipynb": "notebook",
        },
        {"a_lovelace": True, "bng": True}, archive="ilias.zip",
    ),
    Case(
        "gradescope_names", "Gradescope, with the names in its metadata",
        {
            "assignment_55_export/submission_9001/losses.ipynb": "notebook",
            "assignment_55_export/submission_9002/losses.ipynb": "notebook",
            "assignment_55_export/submission_metadata.yml": "metadata",
        },
        {"Ada Lovelace": True, "Ben O'Neill": True}, archive="export.zip",
    ),
    Case(
        "github_repositories", "repositories beside each other, with what belongs to them",
        {
            "hw4-ada/losses.ipynb": "notebook", "hw4-ada/.github/workflows/test.py": "other",
            "hw4-ada/tests/test_losses.py": "other", "hw4-ben/src/losses.ipynb": "notebook",
        },
        {"ada": True, "ben": True}, guessed=True,
    ),
    Case(
        "zips_of_students", "each student packs a folder",
        {"ada.zip/losses/losses.ipynb": "notebook", "ben.zip/losses.ipynb": "notebook"},
        {"ada": True, "ben": True}, guessed=True, paths=("ada.zip", "ben.zip"),
    ),
    Case(
        "pattern_with_times", "names of an own making, with times as people write them",
        {
            "ada Oct 9, 2026 1159 PM.ipynb": "untouched",
            "ada Oct 10, 2026 859 AM.ipynb": "notebook",
        },
        {"ada": True}, options=("--pattern", r"(?P<student_id>\w+) (?P<timestamp>.+)\.ipynb"),
    ),
    Case(
        "assignment_given", "names that say nothing, and --assignment",
        {"ada/hw4.ipynb": "notebook", "ben/hw4.ipynb": "broken"},
        {"ada": True, "ben": False}, options=("--assignment", "losses"),
    ),
    Case(
        "teams", "Microsoft Teams, a folder a version",
        {
            "Submitted files/Ada Lovelace/Losses/Version 9/losses.ipynb": "untouched",
            "Submitted files/Ada Lovelace/Losses/Version 10/losses.ipynb": "notebook",
            "Submitted files/Ben Ng/Losses/Version 1/losses.ipynb": "notebook",
        },
        {"Ada Lovelace": True, "Ben Ng": True}, guessed=True,
    ),
    Case(
        "google_classroom", "Google Classroom's folder, names before the file's",
        {
            "Ada Lovelace - losses.ipynb": "notebook",
            "Ben Ng - Copy of losses.ipynb": "notebook",
        },
        {"Ada Lovelace": True, "Ben Ng": True}, guessed=True,
    ),
    Case(
        "empty_folder", "a folder was made, and nothing put into it",
        {
            "ada/losses.ipynb": "notebook",
            "ben/.ipynb_checkpoints/losses-checkpoint.ipynb": "notebook",
        },
        {"ada": True, "ben": False},
    ),
    Case(
        "nbgrader_exchange", "the inbound folder of nbgrader's exchange",
        {
            "inbound/ada+04_losses+2026-10-09 21:59:00.1 UTC+x/losses.ipynb": "untouched",
            "inbound/ada+04_losses+2026-10-10 06:59:00.2 UTC+y/losses.ipynb": "notebook",
            "inbound/ben+04_losses+2026-10-09 21:59:00 UTC/losses.ipynb": "notebook",
        },
        {"ada": True, "ben": True},
    ),
    Case(
        "sakai", "Sakai's folders, and what it puts beside the files",
        {
            "Losses/Lovelace, Ada(alovelace)/Submission attachment(s)/losses.ipynb": "notebook",
            "Losses/Lovelace, Ada(alovelace)/timestamp.txt": "other",
            "Losses/Ng, Ben(bng)/Submission attachment(s)/losses.ipynb": "notebook",
            "Losses/Ng, Ben(bng)/comments.txt": "other",
            "Losses/Day, Cy(cday)/timestamp.txt": "other",
            "Losses/grades.csv": "other",
        },
        {"Lovelace, Ada(alovelace)": True, "Ng, Ben(bng)": True, "Day, Cy(cday)": False},
        guessed=True,
    ),
    Case(
        "broken_in_a_course_of_several", "a broken file among those of several assignments",
        {"ada/losses.ipynb": "notebook", "ben/hw4.ipynb": "broken", "cy/hw4.ipynb": "notebook"},
        {"ada": True, "ben": False, "cy": True},
    ),
]  # fmt: skip
