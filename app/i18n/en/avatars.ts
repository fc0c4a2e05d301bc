/** The own picture. */
export const avatars = {
  'avatars.change': 'Change picture…',
  'avatars.remove': 'Remove picture',
  'avatars.changed': 'Others see your new picture.',
  'avatars.removed': 'Your picture is gone.',
  'avatars.notAPicture': 'This file is not a picture that Kith can read.',
  'avatars.refused': 'Your picture stays as it was. {reason}',
};
